package org.testamur.platform.pages;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Makes the answer of a page: rendered in the visitor's language, under a policy that allows what stands in it. A page's
 * template includes {@code pages/layout} and takes a {@link Layout} named {@code layout}.
 */
@ApplicationScoped
public class Pages {

    private final StyleSheet style = StyleSheet.ofPlatform();

    public Layout layout(Visit visit, String title) {
        return new Layout(visit, title, null, null, null, style.css());
    }

    /** The texts of a message bundle in a language. */
    public static <T> T texts(Class<T> bundle, PageLanguage language) {
        return language == PageLanguage.ENGLISH
                ? MessageBundles.get(bundle)
                : MessageBundles.get(bundle, Localized.Literal.of(language.tag()));
    }

    /** Renders a page; who calls adds how long it may be kept and whether it may be indexed. */
    public Response.ResponseBuilder answer(Visit visit, int status, TemplateInstance page, SecurityPolicy policy) {
        return Response.status(status)
                .entity(render(visit, page))
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_LANGUAGE, visit.language().tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", policy.header(style.source()));
    }

    String render(Visit visit, TemplateInstance page) {
        return page.setLocale(visit.language().locale()).render();
    }

    String policy(SecurityPolicy policy) {
        return policy.header(style.source());
    }
}
