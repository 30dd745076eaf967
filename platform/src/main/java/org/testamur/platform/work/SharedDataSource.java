package org.testamur.platform.work;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.runtime.DataSources;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares the service's one connection pool among the kinds of work (ADR 10). A transaction holds its permit until it
 * has ended, as it holds its connection.
 */
@Singleton
class SharedDataSource {

    private static final Object PERMIT = new Object();

    private final ConnectionShares shares;
    private final TransactionSynchronizationRegistry transactions;

    SharedDataSource(ConnectionShares shares, TransactionSynchronizationRegistry transactions) {
        this.shares = shares;
        this.transactions = transactions;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    @SuppressWarnings("removal") // Nothing else makes a pool by the settings that Quarkus has for it.
    AgroalDataSource dataSource(DataSources made) {
        AgroalDataSource pool = made.createDataSource(DataSourceUtil.DEFAULT_DATASOURCE_NAME, false, Map.of());
        int size = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        if (shares.sum() > size) {
            throw new ConfigurationException("testamur.connections.* are " + shares.sum() + " in sum, and the pool has "
                    + size + " (quarkus.datasource.jdbc.max-size).");
        }
        return (AgroalDataSource) Proxy.newProxyInstance(
                AgroalDataSource.class.getClassLoader(),
                new Class<?>[] {AgroalDataSource.class},
                (self, method, arguments) -> method.getName().equals("getConnection") && arguments == null
                        ? connection(pool)
                        : invoke(pool, method, arguments));
    }

    void close(@Disposes AgroalDataSource pool) {
        pool.close();
    }

    private Connection connection(AgroalDataSource pool) throws SQLException {
        if (transactions.getTransactionKey() == null) {
            ConnectionShares.Permit permit = shares.take();
            try {
                return releasing(pool.getConnection(), permit);
            } catch (SQLException | RuntimeException | Error e) {
                permit.release();
                throw e;
            }
        }
        if (transactions.getResource(PERMIT) == null) {
            ConnectionShares.Permit permit = shares.take();
            try {
                transactions.registerInterposedSynchronization(new Release(permit));
                transactions.putResource(PERMIT, permit);
            } catch (RuntimeException e) {
                // It is ending: what it still asks for, the pool answers.
                permit.release();
            }
        }
        return pool.getConnection();
    }

    private record Release(ConnectionShares.Permit permit) implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            permit.release();
        }
    }

    /** Outside of transactions a connection goes back when it is closed. */
    private static Connection releasing(Connection connection, ConnectionShares.Permit permit) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    try {
                        return invoke(connection, method, arguments);
                    } finally {
                        if (method.getName().equals("close")) {
                            permit.release();
                        }
                    }
                });
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
