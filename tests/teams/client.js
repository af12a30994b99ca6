// Shows cards as Teams does: the same renderer, its looks, and Markdown in what it reads for marks.
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
