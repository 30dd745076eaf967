package org.testamur.catalog;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** Says where the tested catalog looks for the files that the build leaves; a test puts its own there. */
public final class SiteDirectory implements QuarkusTestResourceLifecycleManager {

    static final Path PATH = Path.of("target/test-site").toAbsolutePath();

    @Override
    public Map<String, String> start() {
        return Map.of("testamur.site.directory", PATH.toString());
    }

    @Override
    public void stop() {
        // The directory is the tests'.
    }
}
