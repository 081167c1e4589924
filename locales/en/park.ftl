# Parks and bases: what they say of themselves, their pages
park-area-number = Please give the area as a number of square metres, such as 12000 or 12000.5
park-industries-required = Please name at least one industry
park-industries-too-many = At most { $limit } industries
park-pictures-required = Please upload at least one picture of the park
