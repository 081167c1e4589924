# The help centre
help = First steps
help-lead = Choose the manual for what you are: how each step is done, what to prepare, and what happens next.
help-hotline = Still a question? Call the hotline { $number }
help-visitor = Visitors
help-visitor-words = Looking around, registering, logging in
help-enterprise = Enterprises
help-enterprise-words = Proving the enterprise, keeping its data, booking
help-logistics = Logistics providers
help-logistics-words = Upgrading, publishing products, answering
help-reviewer = Reviewers
help-reviewer-words = The workbench, registers, suspending
help-administrator = Administrators
help-administrator-words = Offices, journal, calendar, system
help-contents = Contents
help-others = Other manuals
help-print = Print
help-top = Back to the top
