package org.testamur.platform.sample;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.Layout;
import org.testamur.platform.pages.Pages;
import org.testamur.platform.pages.SecurityPolicy;
import org.testamur.platform.pages.Visit;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** A page that greets, and ways to fail. */
@Path("/sample/greeting")
@PermitAll
@ActingAs(Actor.PUBLIC)
class GreetingResource {

    private final Pages pages;

    GreetingResource(Pages pages) {
        this.pages = pages;
    }

    record Hello(Layout layout, String name) implements TemplateInstance {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response greet(
            @QueryParam("name") @Nullable String name,
            @QueryParam("lang") @Nullable String lang,
            @QueryParam("fail") @Nullable String fail,
            @Context HttpHeaders headers) {
        if (fail != null) {
            throw switch (fail) {
                case "gone" -> Refusal.of(Refusal.Kind.GONE, "sample-gone", "It was here.");
                case "away" -> Refusal.of(Refusal.Kind.UNAVAILABLE, "unavailable", "Try again.");
                case "invalid" ->
                    Refusal.invalid(List.of(
                            new Fault("query:name", "must be <b>bold</b>"), new Fault("query:lang", "must be short")));
                default -> new IllegalStateException("secret inside");
            };
        }
        String shown = name == null ? "" : name;
        Visit visit = Visit.of(lang, headers);
        Layout layout = pages.layout(visit, shown)
                .described(shown)
                .ownedBy(new Layout.Owner(shown, "https://northfield.example", "northfield.example", null));
        return pages.answer(visit, 200, new Hello(layout, shown), SecurityPolicy.strict())
                .build();
    }
}
