package org.testamur.platform.sql;

import java.sql.SQLException;

/** Reports that a statement failed; its cause is what the database said. */
public final class StatementException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    StatementException(String message, SQLException cause) {
        super(message, cause);
    }
}
