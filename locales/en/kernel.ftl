# Rules of forms and reasons for refusals
errors-title = { $n ->
    [one] One thing must be changed
   *[other] { $n } things must be changed
 }
field-required = Please fill this in
field-too-long = At most { $limit } characters; there are { $length }
field-control-characters = Contains unreadable characters; please remove them
field-phone = Please enter a valid telephone number
field-mobile = Please enter an 11-digit mobile number
field-email = Please enter a valid e-mail address
field-choice = Please choose
error-title = Something went wrong
error-reference = Reference
error-not-found-title = There is no such page
error-not-found = It may have been deleted, or it is not yours to see.
error-invalid-title = Please correct your entries
error-invalid = What was sent does not meet the requirements. Please go back and check.
error-stale-title = This has changed
error-stale = Somebody changed this while you were working. Please go back, look at the present content and try again.
error-broken-title = Something broke
error-broken = We have noted the problem. Please try again later, and give us the reference below if you call.
error-busy-title = Many people are here right now
error-busy = The hall is very busy, so this was not done and nothing was changed. Please wait a few seconds and try again; a form you sent is still there when you go back.
error-busy-again = Try again
error-method-title = This does not open that way
error-method = This address does not support the request. Please use the buttons of the page.
error-foreign-form-title = Not accepted
error-foreign-form = This form was not sent from a page of this site and was blocked.
error-too-much-title = Too large
error-too-much = What was sent is larger than allowed. Please send fewer or smaller pictures.
error-form-kind-title = Not understood
error-form-kind = The format of what was sent is not supported.
error-form-broken-title = Broken off
error-form-broken = Not everything arrived. Please go back and try again.
error-form-expired-title = This page has expired
error-form-expired = The page was open too long or your login changed. Please go back, reload and send again.
needs-enterprise-title = Prove your enterprise first
needs-enterprise = This is for enterprises that have proved their identity. You can do so in the user centre.
needs-logistics-provider-title = Not a logistics provider yet
needs-logistics-provider = This is the desk of logistics providers. Please complete the provider form and wait for its approval.
provider-suspended-title = Suspended
provider-suspended = The authority has suspended you as a provider. The reason is in your messages.
needs-office-title = Not allowed
needs-office = This is open only to officials who hold the office for it.
way-home = To the home page
way-prove-enterprise = Prove my enterprise
way-become-provider = Complete the provider form
