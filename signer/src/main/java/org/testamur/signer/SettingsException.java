package org.testamur.signer;

/** Reports settings with which the process cannot start. The message is complete for an operator. */
final class SettingsException extends Exception {

    private static final long serialVersionUID = 1;

    SettingsException(String sentence) {
        super(sentence);
    }

    SettingsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
