package org.testamur.enrolment.learner;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** Finds the learner of an account. */
@ApplicationScoped
public class Logins {

    private static final String ONE_LEARNER_PER_LOGIN = "login_pkey";

    private final AgroalDataSource dataSource;

    Logins(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The learner who logs in so, in the caller's transaction. */
    public Optional<UUID> learnerOf(String issuer, String subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select learner_id from login where issuer = ? and subject = ?")) {
            select.setString(1, issuer);
            select.setString(2, subject);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? Optional.of(result.getObject(1, UUID.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up a log-in", e);
        }
    }

    /** Whether a write failed because the log-in is somebody's. */
    static boolean isTaken(ConstraintViolationException e) {
        return ONE_LEARNER_PER_LOGIN.equals(e.getConstraintName());
    }
}
