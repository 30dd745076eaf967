package org.testamur.signer;

/** The process cannot start as it was told to; the message is all that an operator needs. */
final class SettingsException extends Exception {

    private static final long serialVersionUID = 1;

    SettingsException(String sentence) {
        super(sentence);
    }

    SettingsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
