package org.testamur.verification.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * Holds the texts of the accessibility statement (Implementing Decision (EU) 2018/1523, Annex);
 * {@code messages/accessibility_*.properties} hold the other languages.
 */
@MessageBundle("accessibility")
public interface AccessibilityTexts {

    @Message("Accessibility statement")
    String title();

    @Message("Testamur is made for everybody, with whatever eyes, hands, ears and machine they have.")
    String lead();

    @Message("How far it conforms")
    String conformance();

    @Message("These pages, the Testamur Campus, the log-in and the documentation of the interfaces partly conform to"
            + " WCAG 2.2, level AA, and EN 301 549 V3.2.1. The exceptions are listed here.")
    String partly();

    @Message("What may not be accessible")
    String exceptions();

    @Message("Pictures of badges are described by the institution that uploads them. Where it gives no description, the"
            + " name beside the picture says the same.")
    String pictures();

    @Message("A certificate that a browser saves as PDF has the structure that the browser gives it.")
    String paper();

    @Message("The viewer of the interfaces is Swagger UI, made by others. The document behind it can be downloaded and"
            + " read with other tools.")
    String viewer();

    @Message("Evidence is kept by others: a link may lead to a page that is not accessible.")
    String evidence();

    @Message("How this was tested")
    String tested();

    @Message("With every change, each page is examined by axe in several languages, on a phone and on a desktop. These"
            + " pages for checking credentials and the Testamur Campus are also examined in light and dark colours,"
            + " with forced colours, at 400 % zoom and by keyboard alone. People who use assistive technology have not"
            + " tested it yet.")
    String tests();

    @Message("Tell us")
    String feedback();

    @Message("Write to the institution whose page you use, or to those who run this installation. Say which page it was"
            + " and what you could not do. If the answer does not help you, turn to the body that enforces"
            + " accessibility in your country.")
    String contact();

    @Message("Those who run this installation: {address}")
    String address(String address);

    @Message("Prepared on 30 November 2026, by self-assessment.")
    String prepared();
}
