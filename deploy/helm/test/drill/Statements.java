import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Runs the statements of files DATABASE.sql, one a line, in the database of that name. */
final class Statements {

    private Statements() {}

    public static void main(String[] databases) throws IOException, SQLException {
        for (var database : databases) {
            try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:5432/" + database, "postgres", "");
                    var statement = connection.createStatement()) {
                for (var line : Files.readAllLines(Path.of(database + ".sql"))) {
                    statement.execute(line);
                }
            }
        }
    }
}
