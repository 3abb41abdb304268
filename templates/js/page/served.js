// Where a server has an article's page, as `article_href` of search/serve/browse.py has it, and those like it.
(function () {
  "use strict";

  Dateline.pages = {
    pageOf: (id) => `article?id=${encodeURIComponent(id)}`,
    alikeOf: (id) => `alike?id=${encodeURIComponent(id)}`,
  };
})();
