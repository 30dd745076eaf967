package org.testamur.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * One service's database with its two roles, because a service must never run as the owner of its tables: row-level
 * security does not bind an owner.
 */
public record ServiceDatabase(
        String name, String jdbcUrl, String ownerUser, String ownerPassword, String appUser, String appPassword) {

    public ServiceDatabase {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("Not a plain database name: " + name);
        }
        Objects.requireNonNull(jdbcUrl);
    }

    /**
     * Creates database {@code name}, its owner {@code <name>_owner} and its application role {@code <name>_app}, or
     * sets their passwords where they exist.
     *
     * @param server where the superuser reaches any database, with {@code %s} in the database's place
     */
    static ServiceDatabase create(
            String server,
            String superuser,
            String superuserPassword,
            String name,
            String ownerPassword,
            String appPassword)
            throws SQLException {
        var database = new ServiceDatabase(
                name, server.formatted(name), name + "_owner", ownerPassword, name + "_app", appPassword);
        try (var connection = DriverManager.getConnection(server.formatted("postgres"), superuser, superuserPassword)) {
            createRole(connection, database.ownerUser, ownerPassword);
            createRole(connection, database.appUser, appPassword);
            if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
                run(connection, "create database %s owner %s".formatted(name, database.ownerUser));
            }
            run(connection, "revoke all on database %s from public".formatted(name));
            run(connection, "grant connect on database %s to %s".formatted(name, database.appUser));
        }
        try (var connection = DriverManager.getConnection(database.jdbcUrl, superuser, superuserPassword)) {
            run(connection, "alter schema public owner to " + database.ownerUser);
            run(connection, "grant usage on schema public to " + database.appUser);
            for (var grant : new String[] {
                "select, insert, update, delete on tables", "usage, select on sequences", "execute on functions"
            }) {
                run(
                        connection,
                        "alter default privileges for role %s in schema public grant %s to %s"
                                .formatted(database.ownerUser, grant, database.appUser));
            }
        }
        return database;
    }

    private static void createRole(Connection connection, String role, String password) throws SQLException {
        var verb = exists(connection, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
        run(
                connection,
                "%s role %s login nosuperuser nocreatedb nocreaterole nobypassrls password '%s'"
                        .formatted(verb, role, password.replace("'", "''")));
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
