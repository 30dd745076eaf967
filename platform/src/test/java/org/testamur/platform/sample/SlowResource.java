package org.testamur.platform.sample;

import io.agroal.api.AgroalDataSource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** A request that holds a connection for a second. */
@Path("/sample/slow")
@PermitAll
@RunOnVirtualThread
@ActingAs(Actor.PUBLIC)
class SlowResource {

    private final AgroalDataSource dataSource;

    SlowResource(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @GET
    @Transactional
    public String slow() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_sleep(1)");
        }
        return "done";
    }
}
