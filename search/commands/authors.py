"""`dateline authors`: the authors there are."""

from dateline.search.commands.values import values_command

authors = values_command("author")
