// Shows the OpenAPI document of this origin. Nothing is asked of another host: the validator that the viewer would call is off.
const { SwaggerUIBundle, SwaggerUIStandalonePreset } = window;

/** The viewer's logo holds a style of its own, which the page's policy refuses. */
const NameOnly = ({ React }) => ({
  components: { Logo: () => React.createElement("a", { className: "origin", href: "/" }, "Testamur") },
});

const viewer = SwaggerUIBundle({
  url: "/openapi",
  domNode: document.getElementById("viewer"),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [NameOnly],
  layout: "StandaloneLayout",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  displayRequestDuration: true,
  persistAuthorization: false,
  oauth2RedirectUrl: `${location.origin}/docs/oauth2-redirect.html`,
  onComplete: () => document.documentElement.setAttribute("data-shown", ""),
});
viewer.initOAuth({ clientId: "testamur-web", scopes: "openid", usePkceWithAuthorizationCodeGrant: true });
