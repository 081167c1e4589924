# Pictures and files
picture-empty = No picture arrived; please choose it again
picture-name = The file name holds characters or a double extension that cannot be used; please rename the file
picture-kind = Only pictures in jpg, jpeg or png format are accepted
picture-mismatch = The extension does not fit the content; please save the picture as jpg or png and upload it again
picture-unreadable = This picture cannot be read; it may be damaged. Please choose another
picture-animated = Animated pictures are not accepted; please choose a still one
picture-too-large-bytes = The picture is larger than { $upload_megabytes } MB; please make it smaller first
picture-too-many-pixels = The picture has more than { $megapixels } million pixels; please make it smaller first
picture-too-small = The picture is too small; please choose a clearer one
picture-crop = The crop lies outside the picture; please crop it again
picture-too-heavy = Even compressed the picture is heavier than { $kilobytes } KB; please choose a simpler one
file-missing = The picture is gone or does not belong to your enterprise; please upload it again
file-quota = Your enterprise has reached its limit of files ({ $files } files or { $megabytes } MB); please delete what is not needed
file-store-away-title = The file store is away
file-store-away = The file store is not available just now; please try again later
