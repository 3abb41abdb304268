// Where a server has an article's page, as `article_href` of search/serve/browse.py has it.
(function () {
  "use strict";

  Dateline.pages = { pageOf: (id) => `article?id=${encodeURIComponent(id)}` };
})();
