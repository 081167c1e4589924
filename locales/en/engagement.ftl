# Bookings: form, lists, thread, reminders
booking = Booking
booking-number = Service number
booking-product = Logistics product
booking-provider = Provider
booking-enterprise = Booked by
booking-state = Status
booking-made-at = Booked at
booking-due-at = Answer promised by
booking-answered-at = First answered at
booking-closed-at = Closed at
booking-destination = Destination
booking-mode = Transport
booking-cargo = Cargo
booking-quantity = Quantity
booking-quantity-hint = Such as 2×40HQ or 120 cartons; if left empty, give both weight and volume
booking-weight = Weight (kg)
booking-volume = Volume (m³)
booking-amount = How much
booking-kg = { $n } kg
booking-m3 = { $n } m³
booking-ready-on = Ready on
booking-ready-on-hint = The day the cargo can be handed over, within a year
booking-origin = Place of departure
booking-remarks = Remarks
booking-remarks-hint = Packing, temperature, the sailing you hope for
booking-contact-name = Contact person
booking-contact-phone = Contact phone
booking-stage-pending = Awaiting answer
booking-stage-overdue = Answer overdue
booking-stage-answered = Answered
booking-stage-fulfilled = Completed
booking-stage-withdrawn = Withdrawn

# The form
booking-form-title = Book a logistics product
booking-form-lead = Say what you ship and how to reach you; the provider answers here.
booking-form-cargo = Cargo
booking-form-contact = Contact
booking-form-contact-hint = Filled in from your enterprise; change it if you like. Only this provider sees it.
booking-submit = Send booking
booking-next-title = What happens next
booking-next-number = You get a service number at once and follow the booking under “My bookings”.
booking-next-promise = { $days ->
    [0] The provider promises an answer the same day; both sides are reminded if it is late.
    [one] The provider promises an answer within one working day; both sides are reminded if it is late.
   *[other] The provider promises an answer within { $days } working days; both sides are reminded if it is late.
 }
booking-next-withdraw = You may withdraw until it is answered, and ask further afterwards.
booking-response-time = This provider usually gives a first answer within { $hours } hours
booking-response-note = Median from booking to first answer over the last { $cases } answered bookings
booking-offer = The product you book
booking-draft-restored = What you had not sent last time is back
booking-draft-discard = Discard this draft

# Rules
booking-how-much = Give a quantity, or both weight and volume
booking-form-expired = The page has expired or was used for something else; open it again and fill it in

# What cannot be done
booking-own-product-title = This is your own product
booking-own-product = Products of your own enterprise cannot be booked.
booking-too-many-title = Too many bookings today
booking-too-many = Your enterprise has reached the number of bookings allowed within 24 hours; try again later.
booking-already-answered-title = The provider has answered
booking-already-answered = An answered booking cannot be withdrawn; you may ask further or mark it completed.
booking-not-answered-title = Not answered yet
booking-not-answered = A booking can be marked completed after it was answered.
booking-is-fulfilled-title = The booking is completed
booking-is-fulfilled = This booking is completed; nothing more can be done with it.
booking-is-withdrawn-title = The booking was withdrawn
booking-is-withdrawn = The enterprise withdrew this booking; nothing more can be done with it.
booking-other-side-title = Not this way
booking-other-side = This step is the other side's.
way-bookings = See bookings of your products

# Lists
menu-my-bookings = My bookings
menu-desk-bookings = Bookings of my products
menu-office-bookings = Booking register
booking-tabs = Filter by status
booking-all = All
booking-search = Keywords
booking-search-mine = Number, product, cargo or provider
booking-search-desk = Number, product, cargo or enterprise
booking-search-office = Number, product, cargo, enterprise or provider
booking-export = Export
booking-table = Bookings
booking-mine-lead = What you booked for your enterprise, and what providers answered.
booking-desk-lead = What enterprises book of your products; please answer within the promise.
booking-office-lead = Bookings between enterprises and providers of your regions, to look at.
booking-mine-empty-title = No bookings yet
booking-mine-empty = Choose a product under Smart logistics and book it; progress and answers show here.
booking-mine-begin = See logistics products
booking-desk-empty-title = No bookings yet
booking-desk-empty = When an enterprise books one of your products it shows here, and you get a message.
booking-desk-begin = Manage logistics products
booking-office-empty-title = No bookings yet
booking-office-empty = When enterprises book logistics products they show here.
booking-none-title = No booking fits
booking-none = Change the conditions or clear them.
booking-answer = Reply
booking-unread = New answer
booking-open = Open
booking-read-answer = Read answer
booking-answer-read = Seen
booking-answer-read-note = The enterprise has opened the newest answer
booking-answer-unread-note = The enterprise has not opened the newest answer yet
booking-reply-by = Answer by { $time }
booking-late-since = Promise passed at { $time }

# One booking
booking-facts = The booking
booking-snapshot = The product as booked
booking-snapshot-note = This is the product as it was when the booking was made.
booking-look-at-product = See the product
booking-product-gone = The product is off the shelf or deleted; the booking stays.
booking-thread = Conversation
booking-thread-empty = No answer yet. It shows here once the provider replies.
booking-thread-empty-desk = No answer yet.
booking-ask-before = Add a remark
booking-ask-after = Ask further
booking-ask-hint = At most { $limit } characters
booking-ask-send = Send
booking-reply-label = Reply
booking-reply-hint = You may leave your contact details; if you cannot do it, say why. At most { $limit } characters
booking-reply-more = Reply again
booking-reply-send = Confirm
booking-withdraw = Withdraw booking
booking-withdraw-reason = Reason
booking-withdraw-ask-title = Withdraw this booking?
booking-withdraw-ask = The provider is told, and it cannot be undone; you may book again when needed.
booking-withdraw-yes = Withdraw
booking-keep = Keep it
booking-fulfil = Mark completed
booking-fulfil-hint = Once both sides have settled it, mark it completed; nothing more can be sent then.
booking-fulfil-ask-title = Is this booking completed?
booking-fulfil-ask = Neither side can send anything afterwards; the other side is told.
booking-fulfil-yes = Mark completed
booking-not-yet = Not yet
booking-closed-by-enterprise = by the enterprise
booking-closed-by-provider = by the provider
booking-back = Back to the list

# Said once
flash-booking-made = Your booking was sent; you will be told when the provider answers.
flash-booking-made-before = This booking had been sent before; it was not sent twice.
flash-booking-asked = Sent to the provider.
flash-booking-replied = Your reply was sent to the enterprise.
flash-booking-withdrawn = The booking was withdrawn.
flash-booking-fulfilled = The booking is completed.

# Messages
message-booking-made-title = New booking of your product
message-booking-made = { $enterprise } booked “{ $title }”, service number { $number }. Please answer in time.
message-booking-answered-title = Your booking was answered
message-booking-answered = { $provider } answered your booking of “{ $title }” ({ $number }).
message-booking-replied-title = New reply to your booking
message-booking-replied = { $provider } replied again in your booking of “{ $title }” ({ $number }).
message-booking-follow-up-title = The enterprise wrote to you
message-booking-follow-up = { $enterprise } added or asked something in the booking of “{ $title }” ({ $number }).
message-booking-withdrawn-title = Booking withdrawn
message-booking-withdrawn = { $enterprise } withdrew its booking of “{ $title }” ({ $number }).
message-booking-fulfilled-title = Booking completed
message-booking-fulfilled = The booking of “{ $title }” ({ $number }) was marked completed.
message-booking-overdue-title = Booking not answered in time
message-booking-overdue = The booking of “{ $title }” by { $enterprise } ({ $number }) has passed its promise; { $provider } has not answered.
