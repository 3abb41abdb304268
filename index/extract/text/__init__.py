"""What does a plain-text scrape say of its article, and which of its lines are the text?

The text is found first, then what stands above it, between, and below.

    plain_text       the scrape to an article, by the parts below
    headers          the fields of a head like a mail's or front matter
    text_lines       the lines, each with its words; `run_together`: of a text without any line ends; `code`: scripts
                     and styles among them, which go
    line_pairs       pairs of lines that recur across an archive's files; `frame`: which lines they make the site's
    main_text        the run of lines that is the text
    headline         the line above it that is the headline
    publication_day  the day, from what stands between the two
    foot             where the text ends; `leftovers`: what within it is no text
    site_name        the outlet that all around bears out, among the names of the page (`site_page`), the places
                     that have them (`site_places`) and its hosts (`site_hosts`); `outlet`: who owns the rights

Nothing here names a site or one dumper. Imports what the package around it shares.
"""
