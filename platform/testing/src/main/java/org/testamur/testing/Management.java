package org.testamur.testing;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;

/** Asks the management port of the application under test, where health and metrics answer. */
public final class Management {

    private Management() {}

    /** @param path below {@code /q}: {@code /health/ready}, {@code /metrics} */
    public static Response get(String path) {
        return RestAssured.given().get(url() + path);
    }

    /** The port's address with {@code /q}. */
    public static String url() {
        return ConfigProvider.getConfig().getValue("test.management.url", String.class);
    }
}
