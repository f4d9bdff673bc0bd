/* The calculator once was one page, with the schedule after the #. Every such link opens the page of that schedule, or
   this page says that there is none and which is nearest. What else is wrong with a link, Python says. In old syntax, so
   that it works wherever a page does. */
(function () {
  var pages = JSON.parse(document.getElementById("pages").textContent); // by how many months they show
  var every = [];
  for (var number in pages) every = every.concat(pages[number]);

  /** As it was before mail programs had hold of it: encoded once or twice, escaped, with the full stop of a sentence. */
  function undone(text) {
    var before;
    do {
      before = text;
      text = text.replace(/&amp;|&#38;|&#x26;/gi, "&");
      try {
        text = decodeURIComponent(text);
      } catch (error) { /* it is not encoded */ }
    } while (text !== before);
    return text.replace(/=3D/gi, "=").replace(/[^\w=%-]+$/, "");
  }

  /** The schedule whose id is spelled most like this: what the two have in common from either end; "" if less than half. */
  function nearest(id) {
    var best = 0.5, found = "";
    every.forEach(function (name) {
      var start = 0, end = 0, least = Math.min(name.length, id.length);
      if (name.indexOf("/") > 0 || pages[""].indexOf(name) >= 0) return;
      while (start < least && name.charAt(start) === id.charAt(start)) start++;
      while (end < least - start && name.charAt(name.length - 1 - end) === id.charAt(id.length - 1 - end)) end++;
      var alike = (start + end) / Math.max(name.length, id.length);
      if (alike > best) best = alike, found = name;
    });
    return found;
  }

  function unknown(given) {
    var box = document.getElementById("unknown"), near = nearest(given.toLowerCase());
    box.querySelector("[data-given]").textContent = given.slice(0, 60);
    ["[data-id]", "[data-near]"].forEach(function (marked) {
      Array.prototype.forEach.call(box.querySelectorAll(marked), function (one) {
        one.hidden = !near || (one.hasAttribute("data-id") && one.getAttribute("data-id") !== near);
      });
    });
    box.hidden = false;
    box.focus();
  }

  function open() {
    var text = undone(location.hash.slice(1)), asked = {}, choices = [], known = true;
    if (!text || document.getElementById(text)) return; // no link, or a place on this page
    text.split("&").forEach(function (pair) {
      var at = pair.indexOf("="), key = pair.slice(0, at).toLowerCase(), value = pair.slice(at + 1);
      known = known && !asked.hasOwnProperty(key) && /^(v|protocol|group|start|months|.+\..+)$/.test(key);
      asked[key] = value;
      if (key.indexOf(".") > 0 && choices.join("~").indexOf("not-met") < 0) choices.push(key + "." + value);
    });
    if (asked.hasOwnProperty("second")) return location.replace("../compare/#" + text);
    var given = asked.protocol || asked.group || text, id = given.toLowerCase().replace(/[^a-z0-9-]/g, "");
    if (every.indexOf(id) < 0) return unknown(given);
    var page = [id].concat(choices.length ? choices.join("~") : []).join("/");
    var exact = every.indexOf(page) >= 0;
    var printed = pages.hasOwnProperty(asked.months) && pages[asked.months].indexOf(page) >= 0;
    var question = asked.group && !asked.months;
    var more = id + (question ? "-" : "/"); // what may have followed, and was cut off
    var cut = choices.length
      ? /\.until\.\d$/.test(choices[choices.length - 1])
      : every.some(function (name) { return name.indexOf(more) === 0; });
    var plain = exact && known && !cut && !asked.start && (printed || question || !asked.protocol);
    location.replace("../schedules/" + (exact ? page : id) + "/" + (plain ? "" : "#" + text)); // or Python reads the link
  }

  window.addEventListener("hashchange", open);
  open();
})();
