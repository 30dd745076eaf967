package org.testamur.dataintegrity.template;

/** Says why no template can stand for a document: the caller takes the general path. */
public final class TemplateRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateRefused(String message) {
        super(message);
    }
}
