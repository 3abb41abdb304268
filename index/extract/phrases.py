"""What boilerplate says, in words: the phrases of share buttons, calls, teasers, comment forms and boxes.

Each list is one expression over a whole line (`whole`) or over a line's beginning (`opening`), capitals aside. The
lists are English and a last resort: what a line is follows first from where it stands and what stands around it.
"""

import re

_PLATFORM = (
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|reddit|pinterest|instagram|messenger|viber|youtube"
    r"|e?-?mail)\b"
)
_THING = r"(?:news|stories|story|headlines|articles|posts|videos|topics|content|links|coverage|reading|updates)"
_READ_ALSO = (
    r"lesen sie (?:auch|mehr|dazu)|lies auch|mehr zum thema|auch interessant|das könnte sie auch interessieren"
    r"|(?:à )?lire (?:aussi|également|la suite)|à voir aussi|sur le même (?:sujet|thème)|vous aimerez aussi"
    r"|(?:lea|lee|leer|ver|vea) (?:también|tambien|más|mas)|te (?:puede|podría) interesar|también te puede interesar"
    r"|(?:leia|veja|saiba|ler) (?:também|tambem|mais)|leggi (?:anche|pure|tutto)|potrebbe interessarti(?: anche)?"
    r"|lees (?:ook|meer|verder)|lue (?:myös|lisää)|läs (?:också|även|mer|vidare)|les (?:også|mer)|læs (?:også|mere)"
    r"|czytaj (?:też|także|również|więcej)|(?:zobacz|przeczytaj) (?:też|także|również)|čtěte (?:také|více)|čítajte aj"
    r"|cite[sșş]te [sșş]i|olvasd el(?: ezt is)?|διαβάστε (?:επίσης|ακόμα)|pročitajte (?:i|još)"
    r"|читайте (?:также|ещё|еще)|читайте також|прочетете (?:още|също)|baca juga|xem thêm|ilgili haber(?:ler)?"
    r"|اقرأ أيض[اًا]+|קראו (?:גם|עוד)|あわせて読みたい|延伸閱讀|延伸阅读"
)
"""What leads to another article, in many languages."""
_RELATED = (
    r"(?:verwandte|ähnliche|weitere|neueste|meistgelesene) (?:artikel|beiträge|themen|nachrichten)|meistgelesen"
    r"|articles? (?:similaires|liés|connexes|recommandés)|les plus lus|dernières (?:nouvelles|actualités|infos)"
    r"|(?:noticias|artículos|notas|temas) relacionad[oa]s|lo más (?:leído|visto)|(?:últimas|más|otras) noticias"
    r"|(?:notícias|artigos|matérias) relacionad[oa]s|(?:as )?mais lidas|(?:últimas|mais) notícias"
    r"|(?:articoli|notizie) (?:correlat[ie]|simili)|(?:i )?più letti|ultime notizie|altri articoli"
    r"|gerelateerde (?:artikelen|berichten)|meest gelezen|laatste nieuws|aiheesta lisää|luetuimmat"
    r"|relater(?:ade|te|ede) (?:artiklar|artikler|nyheter)|mest (?:läst|lest|læst)[ae]?|sen(?:aste|este) nyt+"
    r"|siste nytt|(?:powiązane|podobne) (?:artykuły|tematy)|najczęściej czytane|související(?: články)?|nejčtenější"
    r"|kapcsolódó (?:cikkek|anyagok|hírek)|legolvasottabb|articole (?:similare|recomandate)|cele mai citite"
    r"|(?:материалы|новости|ещё) по теме|похожие (?:статьи|новости|материалы)|(?:самое читаемое|последние новости)"
    r"|схожі (?:новини|статті)|останні новини|en çok okunanlar|son haberler|ilgili yazılar|σχετικά άρθρα"
    r"|関連(?:記事|ニュース)|人気記事|相(?:关|關)(?:阅读|新闻|文章|报道|新聞)|推荐阅读|热门(?:新闻|文章)|熱門新聞"
    r"|관련 ?(?:기사|뉴스)|많이 본 뉴스|مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|כתבות נוספות|עוד בנושא"
)
"""What stands above other articles' headlines."""
_ANSWERS = (
    r"kommentare?n?|(?:einen )?kommentar (?:schreiben|verfassen|hinterlassen)|schreiben sie einen kommentar"
    r"|(?:\d+ )?(?:commentaires|comentarios|comentários|commenti|reacties|kommentarer|kommentit|komentarze|komentáře"
    r"|comentarii|комментари[ия]|коментарі|yorumlar|σχόλια)|laisser un commentaire"
    r"|dejar? (?:un comentario|una respuesta)"
    r"|deixe (?:um|seu|o seu) comentário|lascia un commento|geef een reactie|laat een reactie achter|lämna ett svar"
    r"|legg igjen en kommentar|skriv en kommentar|dodaj komentarz|napsat komentář|hozzászólások|szólj hozzá"
    r"|lasă un (?:comentariu|răspuns)|(?:добавить|оставить) комментарий|залишити коментар|bir yanıt yazın"
    r"|コメント(?:を残す|する)?|评论|發表留言|发表(?:评论|回复)|댓글|(?:ال)?تعليقات|اترك تعليق[اًا]+|תגובות"
)
"""What stands above readers' answers."""
_ADS = (
    r"anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie|reklam[ae]|реклама|mainos|annons[e]?"
    r"|annonce|hirdetés|publicitate|διαφήμιση|広告|广告|廣告|광고|إعلان|פרסומת"
)
_SHARING = (
    r"(?:artikel |beitrag )?(?:teilen|drucken)|partager(?: l['’]article)?|imprimer|compartir|compartilh(?:ar|e)"
    r"|condividi|stampa|delen|dela|udostępnij|поделиться|поділитися|paylaş|シェア(?:する)?|分享|공유|مشاركة|שתפו"
)
_READING_TIME = r"(?:lesezeit|t(?:emps|iempo|empo) d[ei] (?:lecture|lectura|lettura|leitura)|leestijd|lästid)\b.{0,20}"


def whole(*alternatives: str) -> re.Pattern[str]:
    """One expression of many for a whole line; a colon, an arrow or dots may follow."""
    return re.compile(rf"(?:{'|'.join(alternatives)})\s*[:»›>→.…]*", re.IGNORECASE)


NEVER_TEXT = whole(
    r"a\s*[+-]\s*a\s*[+-]|text size|font size",
    r"advertisements?|advertising|sponsored(?: content)?",
    r"(?:story|article) continues below(?: this)?(?: ad\w*)?",
    r"scroll to continue.{0,30}|remove ads?|skip advertisement|promoted",
    r"powered by automated translation|(?:automatically|machine) translated.{0,60}",
    r"(?:by )?(?:no author|no byline)",
    r"listen(?: to (?:this )?(?:article|story))?",
    r"(?:\d+|one|two|three|four|five)[ -]?min(?:ute)?s?(?: of)? read(?:ing)?",
    r"(?:estimated )?reading time.{0,20}",
    rf"{_READING_TIME}|\d+ min(?:uten)? lesezeit|{_ADS}|{_SHARING}",
    r"share(?: this)?(?: article| story| page| post| news)?(?: (?:on|via) .{1,30})?",
    rf"share[ds]?:?(?:\s+{_PLATFORM})+|share (?:this )?(?:article |story )?(?:on|via|link)|click to share .{{3,60}}",
    rf"{_PLATFORM}(?:[\s,|/•·]+{_PLATFORM})+|tweet(?: this)?|pin it",
    r"print(?: this)?(?: article| page| story)?",
    r"\d+(?:[.,]\d+)?k? shares|copy (?:link|url)|(?:link )?(?:was )?copied!?",
    r"(?:e-?mail|save|bookmark) (?:this )?(?:article|story)",
    rf"(?:follow|join|like|find) (?:us|.{{2,30}}) on (?:\w+ )?{_PLATFORM}.{{0,20}}|follow us(?: on .{{0,40}})?",
    r"download (?:our|the) app.{0,60}",
    r"(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|inbox|(?:news|e-?mail) alerts)\b.{0,60}",
    r"(?:sign up|subscribe) (?:to|for) our\b.{0,80}",
    r"subscribe(?: (?:now|today|here))?|get .{0,60}\b(?:newsletter|in(?:to)? your inbox)\b.{0,40}",
    r"enter your e-?mail.{0,60}",
    r"(?:this|our) (?:web)?site uses cookies\b.{0,300}",
    r"we (?:and our partners )?use cookies (?:to|on|and|for)\b.{0,300}",
    r"(?:accept|reject|allow|manage)(?: all)? (?:cookies|preferences)|cookie (?:settings|preferences|policy)",
    r"accept all",
    r"by (?:continuing|using|browsing|clicking|submitting|signing up)\b.{0,80}\byou (?:agree|accept|consent)\b.{0,160}",
    r"(?:copyright )?(?:©|\(c\)).{0,160}",
    r"skip to (?:main )?(?:content|navigation)|back to top|(?:toggle|hide|show) (?:caption|navigation|menu)",
    r"enlarge(?: this)? image|view \d+ photos|(?:previous|next) image|.{3,60}\(opens in (?:a )?new window\)",
    r"(?:when|if) you (?:buy|purchase|shop|click)\b.{0,80}\blinks?\b.{0,160}",
    r"\[[ xX]?\] .{2,300}|like this|like loading|report an error|(?:got|have) a tip\?.{0,120}",
    r"(?:read|see|watch)(?: more| also| next)\s*[:|–-]\s*.{3,200}|also read\s*[:|–-]\s*.{3,200}",
    r"related(?: \w+){0,2}\s*:\s*.{3,200}|(?:watch|listen to) this\s*:\s*.{3,200}",
    rf"(?:{_READ_ALSO}|{_RELATED})\s*[:：|–-]\s*.{{3,200}}",
    r"read the full .{2,30} here",
    r"read more on \S.{1,40}|sign up to \S.{2,40}|after newsletter promotion|free (?:daily |weekly )?newsletter",
    r"privacy notice: newsletters.{0,400}|unauthori[sz]ed use is prohibited\.?",
    r"(?:the )?(?:opinions|views)(?: and (?:opinions|views))? expressed (?:here|in th|by |on ).{0,200}",
    r"[—–-] .{2,60} \(@\w{1,30}\).{0,40}|view this (?:post|photo) on \w+",
    r"(?:a post|un post|ein beitrag) .{2,80}\(@[\w.]+\)",
    r"(?:view |see |buy |shop )?(?:[$£€]\d[\d.,]* )+at \S.{1,40}",
    r"(?:(?:view|buy|shop)(?: it)? (?:on|at) \w+ [$£€]\d[\d.,]*\s*)+",
    r"continue reading|(?:show|load|view|see) (?:more|all)|click here (?:to|for) .{3,80}|read more here",
)
NOTICE = re.compile(
    r"\b(?:all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv[ée]s|todos los derechos reservados"
    r"|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|все права защищены"
    r"|(?:we use|wir verwenden|nous utilisons des|utilizamos|usamos|utilizziamo|wij gebruiken|vi anv[äa]nder|vi bruger"
    r"|u[żz]ywamy(?: plik[óo]w)?) cookies?"
    r"|(?:earn|receive|get) (?:a|an|some) (?:small )?(?:affiliate |referral )?commissions?"
    r"|affiliate[- ]links?|enlaces? de afiliad[oa]s?|liens? affili[ée]s?|link di affiliazione)\b",
    re.IGNORECASE,
)
"""What a short line says nowhere but in a notice on rights, cookies or commissions."""
NOTICE_WORDS = ("serv", "vorbehalten", "voorbehouden", "защищены", "cookie", "commission", "affili", "afilia")
"""Of these it has one, which is found faster."""
RIGHTS = re.compile(r"(?:copyright\b|©|\(c\)).{0,40}\b(?:19|20)\d\d\b", re.IGNORECASE)
"""Who owns a page, and since when; a picture's owner has no year."""
CREDIT = whole(
    r"(?:file )?(?:photo|photograph|image|picture|graphic|illustration|video)s?"
    r"(?: (?:credits?|by|source|courtesy(?: of)?))?\s*[:|/©]\s*.{2,100}",
    r"(?:image|photo) (?:source|caption|credit),? .{2,200}|media caption,? .{2,200}",
    r"(?:photo|image)s? (?:by|courtesy of|via) (?-i:[A-Z])[^.!?]{1,50}",
    r"(?:foto|fotos|bild|bilder|bildquelle|cr[ée]dits?(?: photos?)?|imagen|imagem|immagine|kuva|zdj[ęe]cie"
    r"|фото|写真|사진)(?: by)?\s*[:：|/©]\s*.{2,100}",
    r"\((?:image|photo|picture|video|foto|bild|cr[ée]dits?)s?(?: (?:credits?|by|source))?\s*[:/]\s*[^()]{2,80}\)",
    r"(?-i:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3} ?/ ?(?:Courtesy )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})",
    r"image for article titled .{3,200}|enlarge / .{3,300}",
)
_AGENCIES = (
    r"(?:AFP|AP|EPA|EPA-EFE|AAP|PA|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|Anadolu(?: Agency)?|Bloomberg"
    r"|Xinhua|TASS)"
)
CAPTION = re.compile(
    r".{15,300}?(?:[.!?\"”]\s+|\s*[(\[|]\s*)"
    r"(?:(?:File )?(?:[Pp]hoto|[Ii]mage|[Pp]icture)s?(?: credit| by| courtesy of)?\s*[:/]\s*[^.]{2,80}"
    r"|(?:Photo|Image) by [^.]{2,60})[)\]]?"
)
CAPTION_END = re.compile(
    r"(?:(?<=[\s.a-z(])(?:(?:Credit|Photo(?:graph(?:er|y)?)?|Foto(?:graf(?:ie|ía|o)?)?|Bild|Cr[ée]dit photo|Фото|Kuva"
    r"|Zdjęcie|Ilustra(?:tion|ción))\s?[:：]\s?[^.:!?()]{0,60}\.?\)?"
    r"|(?:Image|Photo|Picture) [Cc]redits?: .{2,100})"
    rf"|\((?:[^()]{{0,80}}(?:[/,|] ?| via | for ))?{_AGENCIES}(?: [^()]{{0,40}})?\)\.?"
    r"|(?<=[a-z]\.)[A-Z][\w.’'-]{2,}(?:[ /][A-Z][\w.’'-]*){0,4})\Z"
)
AGENCY_CAPTION = re.compile(
    rf".{{15,300}}?(?:[.!?\"”]\s+|\s*[(\[|/]\s*)(?:[A-Z][\w.’' -]{{1,40}}/\s*)?{_AGENCIES}[)\]]?"
)
SHARE = whole(_PLATFORM, r"share|tweet|print|copy link|save|link|comment|more", r"\d+")

COMMENTS = whole(
    r"(?:\d+ |view |show |all |readers?['’]? )*comments?(?: ?\(\d+\))?|join the (?:conversation|discussion)!?",
    r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply)(?: cancel reply)?|be the first to comment",
    rf"(?:log|sign) ?in to (?:leave a |post a )?comment|comments are closed|discussion|have your say|{_ANSWERS}",
)
COUNTED_COMMENTS = whole(
    r"(?:comments?|kommentare|commentaires|comentarios|comentários|commenti|reacties|kommentarer|komentarze) ?\(\d+\)",
    r"\d+ (?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|kommentarer|komentarzy)",
)
COMMENT_FORM = whole(
    r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply)|required|reply|be the first\b.{0,60}",
    r"sort by.{0,30}",
    r"(?:log|sign) ?in\b.{0,60}|(?:newest|oldest|best)(?: first)?|.{1,60} says|no comments(?: yet)?",
    r"load(?:ing)? comments.{0,30}",
    r"your email address will not be published.{0,80}|comments are (?:closed|moderated|subject)\b.{0,200}",
    r".{0,80}\bmoderates? (?:all )?(?:readers['’] )?comments\b.{0,600}",
    r"we welcome (?:your )?comments\b.{0,400}|\d+ comments",
)
TEASERS = whole(
    rf"the latest|(?:the )?latest {_THING}",
    rf"(?:most|more) (?:read|popular|viewed|shared|watched|commented)(?: {_THING})?(?: now)?",
    rf"more (?:related )?{_THING}|(?:most (?:popular|read|viewed|shared|watched|commented)) in \S.{{1,30}}",
    rf"(?:trending|latest|next up|top {_THING}) in \S.{{1,30}}",
    rf"(?:related|more|popular) {_THING} from \S.{{1,40}}|people are also reading|next read this|read this next",
    r"related videos?|visual stories|(?:previous|next) (?:article|post)|post navigation|popular resources",
    rf"(?:related|recommended|trending|popular|similar|featured|top|recent|other) {_THING}(?: for you)?",
    r"related|recommended(?: for you)?|trending(?: now| today)?",
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)",
    r"editor['’]?s['’]? (?:picks?|choice)|read (?:more|next|also)|also read|what to read next|up next",
    r"don['’]t miss|see also",
    r"more (?:[\w-]+ )?(?:from|on|about) \S.{1,50}|more in \S.{1,30}|(?:from )?around the web|sponsored stories",
    rf"in other news|recent comments|{_READ_ALSO}|{_RELATED}",
)
BOXES = whole(
    r"(?:article|author) information|about the authors?|author bio(?:graphy)?|references|sources|disclaimer",
    r"tags|topics|tagged(?: in| as)?|filed under|posted in|categories|author\(s\)|(?:read )?more about",
    r"explore more on these topics|relevant tags|terms of (?:use|service)|privacy notice|advertise(?: with us)?",
    r"footer navigation",
    r"(?:tags|topics|filed under|categories|keywords)\s*:.{2,200}|newsletters?|contact us|about us",
    r"(?-i:Tags|TAGS|Tagged in:?|Filed under:?|Schlagworte?|Mots[- ]cl[ée]s|Etiquetas|Tagi|Avainsanat|Теги|タグ)[: ]"
    r"\s*[^.!?]{2,300}",
    r"privacy policy",
)
FAQ = whole(r"faqs?|(?:people also ask|frequently asked questions)(?: \(faqs?\))?")
BOX_FIELD = re.compile(r"(?:author|name|birthday|views|rating|reviews|job|hobby|introduction)\s*:.*", re.IGNORECASE)
MARKED_QUESTION = re.compile(r".{8,200}\?\s*[›»>▾▼+⌄]")  # what unfolds in a box; an article's own have no mark
SENTENCE_END = re.compile(r".*[.!?…][\"”’')\]]*", re.DOTALL)


def opening(patterns: str) -> re.Pattern[str]:
    """One expression of many, a line each, for the beginning of a line; marks before it don't matter."""
    return re.compile(rf"\W*(?:{'|'.join(patterns.strip().splitlines())})", re.IGNORECASE)


BLOCK_LABEL = opening(r"""
(?:read (?:more|next|also|the full \w+)|related(?: \w+){0,2}|see also|also (?:read|see)|don't miss)\s*:
(?:(?:more|stories) (?:from|on) .{2,40}|watch(?: now| next| more| live)?|listen|contributing)\s*:
(?:images?|photos?|pictures?|gallery|video)(?: (?:credits?|by|source))?\s*:
(?:credits?|source|photographs? by)\s*:
""")
BLOCK = opening(r"""
(?:advertisements?|sponsored(?: links?| content)?|newsletters?|tags?|topics?|loading)\W*$
(?:read ?more|read next|see also|up next|continue reading(?: below)?|editors?'? picks)\W*$
scroll (?:down|to) .{0,20}\W*$
related(?: (?:articles?|stories|topics|news|posts|content|links|coverage|reading))?\W*$
(?:more (?:must-reads )?from .{2,40}|recommended(?: for you)?)\W*$
you (?:might|may) (?:also )?(?:like|be interested in)\W*$
(?:most (?:read|popular)(?: .{2,20})?|trending(?: now)?|share(?: (?:this|on|via)(?: \w+)?)?)\W*$
(?:leave|post|add) a (?:comment|reply)\W*$
(?:(?:view|see|show|read) )?(?:all )?(?:\d+ )?comments?(?: \(\d+\))?\W*$
(?:story|article) continues(?: below)?(?: (?:this )?advertisement)?\W*$
skip (?:to .{2,30}|advert(?:isement)?)\W*$
\d{1,3}\s*(?:of|/)\s*\d{1,3}\W*$
""")
CALL = opening(r"""
(?:sign up|subscribe)(?: now| here| today)? (?:to|for|here)\b
follow (?:us|him|her|them|me) (?:on|at)\b
follow [a-z].{2,60} on (?:x\b|twitter|facebook|instagram)
get (?:all )?the (?:latest|best) .{2,80}(?:inbox|newsletter)
download (?:the|our) .{2,40} app\b
(?:thank you|thanks) for (?:subscribing|signing up)
join (?:our|the) .{2,40}(?:newsletter|channel|mailing list)
contact .{3,60} at \S+@
this (?:article|story|post) (?:was )?(?:originally |first )(?:appeared|published)
click here (?:to|for)\b
.{0,200}\bmay (?:earn|receive|get|make|be paid) .{0,40}\bcommissions?\b
.{0,120}\b(?:contains?|includes?|uses?) affiliate links\b
(?:copyright )?©
.{0,120}\ball rights reserved\b
""")
