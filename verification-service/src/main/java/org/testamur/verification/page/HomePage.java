package org.testamur.verification.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.pages.Layout;
import org.testamur.platform.pages.Pages;
import org.testamur.platform.pages.SecurityPolicy;
import org.testamur.platform.pages.Visit;

/** Asks for the link or the number of a credential, and says what the answers mean. */
@ApplicationScoped
class HomePage {

    private static final String EXAMPLE = "64026f7c-e7a4-868c-8b09-b4a2d6130f6a";

    private final Pages pages;
    private final PlatformConfig config;

    HomePage(Pages pages, PlatformConfig config) {
        this.pages = pages;
        this.config = config;
    }

    /**
     * The page where one begins.
     *
     * @param asked what was asked for and is no link of a credential
     * @param lang the language that the form names; null for the browser's
     */
    record Home(
            Layout layout,
            @Nullable String asked,
            String exampleUrl,
            String example,
            List<Meaning> meanings,
            @Nullable String lang)
            implements TemplateInstance {}

    /** An answer and what it means. */
    record Meaning(String colour, String icon, String state, String text) {}

    Response.ResponseBuilder render(Visit visit, @Nullable String asked) {
        PageTexts texts = Pages.texts(PageTexts.class, visit.language());
        Home page = new Home(
                pages.layout(visit, texts.homeTitle()).described(texts.lead()),
                asked == null || asked.length() <= 400 ? asked : asked.substring(0, 400),
                config.publicUrl() + VerifyPage.PATH + "/" + EXAMPLE,
                EXAMPLE,
                meanings(texts),
                visit.chosen() ? visit.language().tag() : null);
        return pages.answer(
                visit, asked == null ? 200 : 400, page, SecurityPolicy.strict().withForms());
    }

    private static List<Meaning> meanings(PageTexts texts) {
        return List.of(
                new Meaning("valid", "i-check", texts.stateValid(), texts.meansValid()),
                new Meaning("expired", "i-clock", texts.stateExpired(), texts.meansExpired()),
                new Meaning("suspended", "i-pause", texts.stateSuspended(), texts.meansSuspended()),
                new Meaning("revoked", "i-cross", texts.stateRevoked(), texts.meansRevoked()),
                new Meaning("revoked", "i-cross", texts.stateInvalid(), texts.meansInvalid()),
                new Meaning("superseded", "i-swap", texts.stateSuperseded(), texts.meansSuperseded()),
                new Meaning("none", "i-question", texts.stateUnknown(), texts.meansUnknown()),
                new Meaning("none", "i-alert", texts.stateCannotTell(), texts.meansCannotTell()));
    }
}
