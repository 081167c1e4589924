rehearsal = Rehearsal desk
skip = Skip to content
copy = Copy
copied = Copied

frame-place = Part of the demo only: the phones, WeChat and mailboxes here are played
frame-text-large = Large text
frame-text-normal = Normal text
frame-contrast-high = High contrast
frame-contrast-normal = Normal contrast
frame-hall = Open the service hall
frame-menu = Sections of the rehearsal desk

menu-start = Start here
menu-sms = Text messages
menu-mail = Mail
menu-notices = WeChat notices
menu-faults = Faults

start-title = Start here
start-lead = Every enterprise and person in this demo is invented. Choose somebody, log in, and walk the whole way from a stranger to an answered booking.
start-hall-title = Logging in at the service hall
start-hall-lead = Use the phone number and a code from the page “Text messages”, or account and password. Whoever has bound WeChat can scan as well.
start-identity-title = Logging in at unified identity
start-identity-lead = Choose “unified identity” on the login page: personal for a person, legal person for an enterprise.
start-name = Who
start-role = Role
start-phone = Phone
start-account = Account
start-password = Password
start-wechat = WeChat
start-sms-only = SMS only
start-new = Any number that was not used before (such as 199 0000 9999) registers a new user: its code appears on the page “Text messages” as well.

door-hall = Service hall
door-identity = Unified identity
door-sms = Text messages
door-sms-note = Login codes arrive here
door-faults = Faults
door-faults-note = See what happens when outside systems fail

sms-lead = Text messages that would have gone to phones, newest first; the page renews itself every 2 seconds.
mail-lead = Letters that would have been sent, newest first.
notices-lead = Notices the official account would have sent, newest first.
notices-open = Open the notice
messages-none = No messages yet
messages-none-note = They appear here by themselves once they are sent.

scan-title = Log in by WeChat
scan-lead = This page plays WeChat's open platform. The code works once and for 5 minutes.
scan-code = Open the phone's page in another window
scan-wait = Follow the code to play the phone in another window; this page keeps up by itself.
scan-whose = Whose phone scans the code?
scan-agree = Agree
scan-refuse = Refuse
scan-agree-as = Scan with the phone of { $name } and agree
scan-refuse-as = Scan with the phone of { $name } and refuse
scan-bound = Bound to { $name }
scan-stranger = Somebody who was never here

phone-title = WeChat on the phone
phone-lead = The service hall asks for your public profile (nickname).
phone-answered = Answered
phone-answered-note = You can go back to the page on the computer.

faults-lead = What is ticked goes wrong, the rest works. The switches live in memory: a restart makes everything work again.
faults-legend = What goes wrong
faults-save = Save
faults-saved = In effect
fault-sms-down = The SMS gateway is down
fault-sms-down-hint = Sending gets 503; the hall should say so and try again later.
fault-mail-down = The mail gateway is down
fault-mail-down-hint = Sending gets 503; the inbox is not affected.
fault-wechat-timeout = WeChat does not answer
fault-wechat-timeout-hint = It answers after 15 seconds, longer than the hall waits.
fault-wechat-expired = WeChat's code has run out
fault-wechat-expired-hint = After the scan, the exchange is told that the code has run out.
fault-wechat-twice = WeChat's callback comes twice
fault-wechat-twice-hint = The same code arrives once in the background and once more by the browser.
fault-wechat-unfollowed = Nobody follows the official account
fault-wechat-unfollowed-hint = Notices get 43004; the inbox is not affected.
fault-identity-timeout = Unified identity does not answer
fault-identity-timeout-hint = The ends for programs answer 504 after 15 seconds; the login page itself still opens.
fault-identity-expired = Unified identity's code has run out
fault-identity-expired-hint = After the login, the exchange gets invalid_grant.
fault-identity-twice = Unified identity's callback comes twice
fault-identity-twice-hint = The same code arrives once in the background and once more by the browser.
fault-identity-kind = A personal account comes back
fault-identity-kind-hint = The hall asks for a legal person, and a natural person's account comes back.

twice-title = The callback comes twice
twice-lead = A fault is switched on: it has arrived once in the background, and the browser delivers it again in 2 seconds.
twice-go = Deliver it the second time now

oops-lost = There is no page here
oops-lost-note = The address may be mistyped.
oops-appid = WeChat does not know this application
oops-appid-note = The AppID is not the one the rehearsal desk knows.
oops-redirect = The callback address is not registered
oops-redirect-note = redirect_uri is not on the service hall's domain.
oops-scope = The wrong permission is asked for
oops-scope-note = Website login takes response_type=code and scope=snsapi_login only.
oops-scan-expired = The QR code is no longer valid
oops-scan-expired-note = It is older than 5 minutes or was answered already. Go back to the login page and scan again.
oops-login = Back to log-in
