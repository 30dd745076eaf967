package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.RollbackException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.DateTimeException;
import javax.transaction.xa.XAException;
import org.hibernate.StaleStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.problem.TemporarilyUnavailable;

class DeliveryTest {

    /** Refused, lost, exhausted, stopped by an administrator, timed out, serialisation, deadlock, lock, read-only. */
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57014", "40001", "40P01", "55P03", "25006", "XX000"})
    void theDatabasesOwnTroubleIsNotTheRecords(String state) {
        assertTrue(Delivery.isInfrastructure(new IllegalStateException(new SQLException("x", state))));
    }

    /** Data, integrity, syntax, raised, too long for an index, upsert twice, unsupported, after a swallowed failure. */
    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "42501", "P0001", "54000", "21000", "0A000", "44000", "25P02"})
    void whatTheRecordCausesIsTheRecords(String state) {
        assertFalse(Delivery.isInfrastructure(new IllegalStateException(new SQLException("x", state))));
    }

    @Test
    void anEmptyPoolIsNotTheRecords() {
        assertTrue(Delivery.isInfrastructure(
                new IllegalStateException(new SQLException("Acquisition timeout while waiting for new connection"))));
        assertTrue(Delivery.isInfrastructure(
                new IllegalStateException(new SQLException("refused", "08001", new ConnectException()))));
    }

    @Test
    void anUnavailableDependencyIsNotTheRecordsFault() {
        assertTrue(Delivery.isInfrastructure(new IllegalStateException(new TemporarilyUnavailable("no device"))));
        assertTrue(Delivery.isUnavailable(new IllegalStateException(new TemporarilyUnavailable("no device"))));
        assertFalse(Delivery.isUnavailable(new IllegalStateException(new SQLException("refused", "08001"))));
    }

    @Test
    void aCommitThatFailsForAConstraintIsTheRecords() {
        var failed = new RollbackException("could not commit");
        var resource = new XAException("rolled back");
        resource.initCause(new SQLException("violates foreign key", "23503"));
        failed.addSuppressed(resource);
        assertFalse(Delivery.isInfrastructure(new IllegalStateException(failed)));
        assertTrue(Delivery.isInfrastructure(new IllegalStateException(new RollbackException("timed out"))));
        for (RuntimeException ofAValue : new RuntimeException[] {
            new ArithmeticException("long overflow"),
            new DateTimeException("year"),
            new IllegalArgumentException("text"),
            new NullPointerException("member")
        }) {
            RollbackException atTheCommit = new RollbackException("could not commit");
            atTheCommit.initCause(ofAValue);
            assertFalse(Delivery.isInfrastructure(new IllegalStateException(atTheCommit)), ofAValue.toString());
        }
        assertFalse(Delivery.isInfrastructure(new OptimisticLockException()));
        var overtaken = new RollbackException("could not commit");
        overtaken.addSuppressed(new StaleStateException("somebody was faster"));
        assertTrue(Delivery.isOptimisticConflict(new IllegalStateException(overtaken)));
        assertFalse(Delivery.isInfrastructure(new IllegalStateException(overtaken)));
        assertFalse(Delivery.isOptimisticConflict(new IllegalStateException(new SQLException("x", "23505"))));
    }

    @Test
    void anErrorOfTheRecordsProcessingIsTheRecords() {
        assertFalse(Delivery.isInfrastructure(new StackOverflowError()));
        assertFalse(Delivery.isInfrastructure(new AssertionError()));
        assertTrue(Delivery.isInfrastructure(new OutOfMemoryError()));
    }
}
