package org.testamur.platform.pages;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the layout and the error pages say; {@code messages/layout_*.properties} hold the other languages. */
@MessageBundle("layout")
public interface LayoutTexts {

    @Message("Skip to the content")
    String skip();

    @Message("Micro-credentials you can check")
    String platform();

    @Message("Language")
    String languages();

    @Message("Accessibility")
    String accessibility();

    @Message("About this page")
    String about();

    @Message("This request cannot be read")
    String unreadable();

    @Message("Something in the address or in the form is not as it must be.")
    String unreadableWhy();

    @Message("You need to sign in")
    String signIn();

    @Message("This is shown only to people who have signed in.")
    String signInWhy();

    @Message("You may not see this")
    String forbidden();

    @Message("Your account has no right to it. Ask your institution if you need it.")
    String forbiddenWhy();

    @Message("Nothing is here")
    String notFound();

    @Message("No page has this address. Most often, a part of the link is missing.")
    String notFoundWhy();

    @Message("This address is for programs")
    String notForBrowsers();

    @Message("It does not answer what a browser asks.")
    String notForBrowsersWhy();

    @Message("This was removed")
    String gone();

    @Message("It was here, and it will not come back.")
    String goneWhy();

    @Message("This request is refused")
    String refused();

    @Message("The details below say why.")
    String refusedWhy();

    @Message("Too many requests")
    String tooMany();

    @Message("Wait a moment, then try again.")
    String tooManyWhy();

    @Message("Something failed here")
    String failed();

    @Message("It is not your fault. It was recorded, and nothing was changed. Try again later.")
    String failedWhy();

    @Message("This is not available at the moment")
    String unavailable();

    @Message("Nothing is lost. Try again in a moment.")
    String unavailableWhy();

    @Message("What must be so")
    String faults();

    @Message("Technical details")
    String details();

    @Message("Status")
    String status();

    @Message("Code")
    String code();

    @Message("Explanation")
    String explanation();

    @Message("Incident")
    String incident();

    @Message("Report this number if you ask for help.")
    String incidentHint();
}
