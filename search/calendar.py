"""The months by name, for messages and pages. Not `calendar.month_name`, which follows the locale."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
