// The English Snowball stemmer, Porter2, as NLTK computes it (nltk/stem/snowball.py), its own turns included.
// R1 and R2 are the ends of the word after its first and its second syllable (snowballstem.org/texts/r1r2.html).
(function () {
  "use strict";

  const VOWELS = "aeiouy";
  const DOUBLES = ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];
  const STEP_0 = ["'s'", "'s", "'"];
  const STEP_1A = ["sses", "ied", "ies", "us", "ss", "s"];
  const STEP_1B = ["eedly", "ingly", "edly", "eed", "ing", "ed"];
  // What an ending becomes: another, or so many letters less. The two differ in what they leave of short regions.
  const STEP_2 = { ization: "ize", ational: "ate", fulness: 4, ousness: "ous", iveness: "ive", tional: 2,
    biliti: "ble", lessli: 2, entli: 2, ation: "ate", alism: "al", aliti: "al", ousli: "ous", iviti: "ive", fulli: 2,
    enci: "e", anci: "e", abli: "e", izer: "ize", ator: "ate", alli: "al", bli: "ble", ogi: 1, li: 2 };
  const STEP_3 = { ational: "ate", tional: 2, alize: 3, icate: "ic", iciti: "ic", ative: 5, ical: "ic", ness: 4, ful: 3 };
  const STEP_4 = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive",
    "ize", "ion", "al", "er", "ic"];
  const SPECIAL = { skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl",
    ugly: "ugli", early: "earli", only: "onli", singly: "singl" };
  for (const word of ["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"]) SPECIAL[word] = word;
  for (const word of ["inning", "outing", "canning", "herring", "earring"]) SPECIAL[word] = SPECIAL[word + "s"] = word;
  for (const word of ["proceed", "exceed", "succeed"]) {
    for (const ending of ["", "s", "ed", "ing"]) SPECIAL[word + ending] = word;
  }

  const isVowel = (letter) => letter !== undefined && letter !== "" && VOWELS.includes(letter);
  const hasVowel = (text) => Array.from(text).some(isVowel);

  /** What follows the first letter that is no vowel after a vowel. */
  function afterSyllable(text) {
    for (let at = 1; at < text.length; at += 1) {
      if (!isVowel(text[at]) && isVowel(text[at - 1])) return text.slice(at + 1);
    }
    return "";
  }

  /** A word and its two regions, which lose what the word loses. */
  class Word {
    constructor(word) {
      this.word = word;
      const prefix = /^(gener|commun|arsen)/.exec(word);
      this.r1 = prefix ? word.slice(prefix[0].length) : afterSyllable(word);
      this.r2 = afterSyllable(this.r1);
    }

    cut(count) {
      this.word = this.word.slice(0, -count);
      this.r1 = this.r1.slice(0, -count);
      this.r2 = this.r2.slice(0, -count);
    }

    /** A region too short for the old ending becomes empty, or `short`. */
    replace(old, ending, short = "") {
      this.word = this.word.slice(0, this.word.length - old.length) + ending;
      this.r1 = this.r1.length >= old.length ? this.r1.slice(0, this.r1.length - old.length) + ending : "";
      this.r2 = this.r2.length >= old.length ? this.r2.slice(0, this.r2.length - old.length) + ending : short;
    }

    change(old, kept, short) {
      if (typeof kept === "number") this.cut(kept);
      else this.replace(old, kept, short);
    }

    /** A letter, counted from the word's end: -1 is the last. */
    at(index) {
      return this.word[this.word.length + index];
    }
  }

  const ending = (text, endings) => endings.find((one) => text.endsWith(one));

  function plural(it) {
    const found = ending(it.word, STEP_1A);
    if (found === "sses") it.cut(2);
    else if (found === "ied" || found === "ies") it.cut(it.word.length > 4 ? 2 : 1);
    else if (found === "s" && hasVowel(it.word.slice(0, -2))) it.cut(1);
  }

  function participle(it) {
    const found = ending(it.word, STEP_1B);
    if (!found) return;
    if (found.startsWith("eed")) {
      if (it.r1.endsWith(found)) it.replace(found, "ee");
      return;
    }
    if (!hasVowel(it.word.slice(0, -found.length))) return;
    it.cut(found.length);
    if (ending(it.word, ["at", "bl", "iz"])) {
      it.word += "e";
      it.r1 += "e";
      if (it.word.length > 5 || it.r1.length >= 3) it.r2 += "e";
    } else if (ending(it.word, DOUBLES)) {
      it.cut(1);
    } else if (it.r1 === "" && isShort(it)) {
      it.word += "e";
      if (it.r2.length > 0) it.r2 += "e";
    }
  }

  function isShort(it) {
    if (it.word.length === 2) return isVowel(it.word[0]) && !isVowel(it.word[1]);
    return it.word.length >= 3 && !isVowel(it.at(-1)) && !"wxY".includes(it.at(-1)) && isVowel(it.at(-2)) && !isVowel(it.at(-3));
  }

  function finalY(it) {
    if (it.word.length <= 2 || !"yY".includes(it.at(-1)) || isVowel(it.at(-2))) return;
    it.word = it.word.slice(0, -1) + "i";
    if (it.r1) it.r1 = it.r1.slice(0, -1) + "i";
    if (it.r2) it.r2 = it.r2.slice(0, -1) + "i";
  }

  function derived(it) {
    const found = ending(it.word, Object.keys(STEP_2));
    if (!found || !it.r1.endsWith(found)) return;
    if (found === "ogi" && it.at(-4) !== "l") return;
    if (found === "li" && !"cdeghkmnrt".includes(it.at(-3))) return;
    if (STEP_2[found] === "e") it.replace("i", "e");
    else it.change(found, STEP_2[found], ["ational", "ation", "ator", "iveness", "iviti"].includes(found) ? "e" : "");
  }

  function derivedAgain(it) {
    const found = ending(it.word, Object.keys(STEP_3));
    if (!found || !it.r1.endsWith(found)) return;
    if (found === "ative" && !it.r2.endsWith(found)) return;
    it.change(found, STEP_3[found]);
  }

  function suffix(it) {
    const found = ending(it.word, STEP_4);
    if (found && it.r2.endsWith(found) && (found !== "ion" || "st".includes(it.at(-4)))) it.cut(found.length);
  }

  function finalE(it) {
    const { word, r1, r2 } = it;
    if (r2.endsWith("l") && it.at(-2) === "l") return word.slice(0, -1);
    if (r2.endsWith("e")) return word.slice(0, -1);
    if (r1.endsWith("e") && word.length >= 4
      && (isVowel(it.at(-2)) || "wxY".includes(it.at(-2)) || !isVowel(it.at(-3)) || isVowel(it.at(-4)))) {
      return word.slice(0, -1);
    }
    return word;
  }

  /** The stem of a term. */
  function english(term) {
    if (term.length <= 2) return term;
    if (Object.hasOwn(SPECIAL, term)) return SPECIAL[term];
    const letters = Array.from(term.replace(/^'/, "").replace(/^y/, "Y"));
    for (let at = 1; at < letters.length; at += 1) {
      if (letters[at] === "y" && isVowel(letters[at - 1])) letters[at] = "Y";
    }
    const it = new Word(letters.join(""));
    const possessive = ending(it.word, STEP_0);
    if (possessive) it.cut(possessive.length);
    plural(it);
    participle(it);
    finalY(it);
    derived(it);
    derivedAgain(it);
    suffix(it);
    return finalE(it).replace(/Y/g, "y");
  }

  /** As `index.analysis.analyzer.Analyzer.stem`: the stem, folded as the term is; one that begins with a digit is its own. */
  const stem = (term) => (Dateline.terms.DIGIT.test(term) ? term : Dateline.terms.fold(english(term)) || term);

  Dateline.stemmer = { english, stem };
})();
