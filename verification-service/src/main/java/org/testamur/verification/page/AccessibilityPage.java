package org.testamur.verification.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.Layout;
import org.testamur.platform.pages.Pages;
import org.testamur.platform.pages.SecurityPolicy;
import org.testamur.platform.pages.Visit;
import org.testamur.verification.VerificationConfig;

/** Says how far the platform's pages are accessible and whom to write to. */
@ApplicationScoped
class AccessibilityPage {

    private final Pages pages;
    private final VerificationConfig config;

    AccessibilityPage(Pages pages, VerificationConfig config) {
        this.pages = pages;
        this.config = config;
    }

    /**
     * The accessibility statement.
     *
     * @param contact the e-mail address of those who run the installation; null where they give none
     */
    record Statement(Layout layout, @Nullable String contact) implements TemplateInstance {}

    Response.ResponseBuilder render(Visit visit) {
        AccessibilityTexts texts = Pages.texts(AccessibilityTexts.class, visit.language());
        Statement page = new Statement(
                pages.layout(visit, texts.title()).described(texts.lead()),
                config.accessibilityContact().orElse(null));
        return pages.answer(visit, 200, page, SecurityPolicy.strict());
    }
}
