// Shows cards as Teams does: the same renderer, its looks, and Markdown in what it reads for marks.
// What the renderer reads for marks becomes HTML, without the signs that escape others.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  const shown = document.createElement("div");
  shown.textContent = text.replace(/\\(?=[\\`*_[\]<~&])/g, "");
  result.outputHtml = shown.innerHTML;
  result.didProcess = true;
};

window.show = (json, look) => {
  document.body.replaceChildren();
  for (const [name, value] of Object.entries(look.colours)) {
    document.documentElement.style.setProperty(`--${name}`, value);
  }
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(look.host_config);
  AdaptiveCards.CardElement.langProperty.regEx.lastIndex = 0; // it goes on where the last one ended
  card.parse(json, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
  window.sent = [];
  card.onExecuteAction = (action) => window.sent.push({ url: action.url, verb: action.verb, data: action.data });
  const main = document.createElement("main");
  main.append(card.render());
  document.body.append(main);
};

window.shownText = () => {
  const boxes = [...document.querySelectorAll("input, textarea, option")];
  const beside = boxes.flatMap((it) => [it.placeholder, it.tagName === "OPTION" ? it.text || it.value : ""]);
  return [document.querySelector("main").innerText, ...beside.filter(Boolean)].join("\n");
};

window.hiddenText = () => {
  const room = document.documentElement.clientWidth;
  const leaves = [...document.querySelectorAll("main *")].filter((it) => it.innerText && !it.children.length);
  const isCut = (it) => it.tagName !== "OPTION" && (it.scrollWidth > it.clientWidth + 1 && it.clientWidth);
  return leaves.filter((it) => isCut(it) || it.getBoundingClientRect().right > room).map((it) => it.innerText);
};
