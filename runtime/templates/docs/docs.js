// Sets up Swagger UI. What it may know of the address is the path: nothing in a query or a fragment is a setting.
const settings = JSON.parse(document.querySelector("#docs").dataset.settings);
const here = new URL(".", location.origin + location.pathname);
const channel = new BroadcastChannel("rolecall sign-in");

// The sign-in that was begun last; an answer to any other is not taken.
let begun;

// Swagger UI's own state is the time of day, and its redirect page goes on with a wrong one. This one is random, and counts
// once.
const begin = (address, given) => {
  const state = random();
  const url = new URL(address);
  url.searchParams.set("state", state);
  begun = { state, given };
  open(url, "_blank", "popup,width=520,height=700");
};

channel.onmessage = ({ data: { said } }) => {
  if (!said || !begun || said.state !== begun.state) return;
  const { auth, redirectUrl, callback, errCb } = begun.given;
  begun = undefined;
  channel.postMessage({ taken: said.state });
  if (said.code) {
    auth.code = said.code;
    callback({ auth, redirectUrl });
  } else {
    const message = [said.error ?? "no code was sent", said.error_description].filter(Boolean).join(": ");
    errCb({ authId: auth.name, source: "auth", level: "error", message });
  }
};

const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

// Screens are shared: a command to copy names the token, and does not show it.
const withoutToken = (request) =>
  request.update("headers", (headers) =>
    headers?.map((value, name) => (name.toLowerCase() === "authorization" ? "Bearer TOKEN" : value)));

// People sign in first; whoever has a token already looks further down.
const peopleFirst = (select) => (...given) =>
  select(...given)?.sortBy((schemes) => (["oauth2", "openIdConnect"].includes(schemes.first().get("type")) ? 0 : 1));

// Where everybody sees what they may do alone, the document is another one once somebody has signed in, or out.
const spec = new URL("openapi.json", here).href;
let token;
const thenLookAgain = (act, system) => (...given) => {
  const done = act(...given);
  if (!settings.filtered) return done;
  const held = system.authSelectors.authorized()?.toJS() ?? {};
  token = held.oauth2?.token?.access_token ?? held.bearer?.value;
  system.specActions.download(spec);
  return done;
};
const asWhoeverSignedIn = (request) => {
  if (settings.filtered && token && request.url === spec) request.headers.Authorization = `Bearer ${token}`;
  return request;
};

const plugin = () => ({
  statePlugins: {
    auth: {
      wrapActions: {
        authPopup: () => begin,
        authorize: thenLookAgain,
        authorizeOauth2: thenLookAgain,
        logout: thenLookAgain,
      },
      wrapSelectors: { definitionsToAuthorize: peopleFirst, definitionsForRequirements: peopleFirst },
    },
  },
  wrapComponents: {
    // The box for a token would take the focus, and hide what stands above it.
    Input: (Input, { React }) => (given) => React.createElement(Input, { ...given, autoFocus: false }),
    curl: (Curl, { React }) => (given) =>
      React.createElement(Curl, { ...given, request: withoutToken(given.request) }),
  },
});

// By night Swagger UI has colours of its own, behind a class.
const night = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle("dark-mode", night.matches);
night.addEventListener("change", dress);
dress();

const ui = SwaggerUIBundle({
  dom_id: "#docs",
  url: spec,
  requestInterceptor: asWhoeverSignedIn,
  oauth2RedirectUrl: new URL("oauth2-redirect.html", here).href,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [plugin],
  queryConfigEnabled: false,
  validatorUrl: null,
  persistAuthorization: false,
  withCredentials: false,
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  syntaxHighlight: { theme: "obsidian" },
});

ui.initOAuth({
  clientId: settings.client ?? "",
  scopes: settings.scopes,
  scopeSeparator: " ",
  usePkceWithAuthorizationCodeGrant: true,
  useBasicAuthenticationWithAccessCodeGrant: false,
  additionalQueryStringParams: {},
});
