package org.testamur.platform;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Refuses to start a service whose settings are out of bounds or contradict one another. */
@Singleton
class SettingsAgree {

    private final PlatformConfig platform;
    private final OperatorSettings operator;

    /** @param kafka is taken so that its settings are read at the start */
    SettingsAgree(PlatformConfig platform, OperatorSettings operator, KafkaSettings kafka) {
        this.platform = platform;
        this.operator = operator;
    }

    /** Before anything is begun by them. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        List<String> faults = new ArrayList<>();
        mappings().forEach((mapping, settings) -> faults.addAll(SettingBounds.faults(mapping, settings)));
        faults.addAll(SettingsPolicy.faults(given()));
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("\n", faults));
        }
    }

    /** Every mapping that somebody of this service reads, by its type. */
    private static Map<Class<?>, Object> mappings() {
        Map<Class<?>, Object> mappings = new LinkedHashMap<>();
        for (Bean<?> bean : Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
            for (Type type : bean.getTypes()) {
                if (type instanceof Class<?> mapping && mapping.isAnnotationPresent(ConfigMapping.class)) {
                    mappings.put(mapping, Arc.container().select(mapping).get());
                }
            }
        }
        return mappings;
    }

    private SettingsPolicy.Given given() {
        OperatorSettings.Oidc oidc = operator.oidc();
        return new SettingsPolicy.Given(
                platform.service(),
                platform.publicUrl(),
                platform.maxBodySize().asLongValue(),
                platform.largerBodies().entrySet().stream()
                        .collect(Collectors.toMap(
                                larger -> larger.getKey(),
                                larger -> larger.getValue().asLongValue())),
                operator.http()
                        .limits()
                        .maxBodySize()
                        .map(MemorySize::asLongValue)
                        .orElse(Long.MAX_VALUE),
                operator.datasource().username(),
                operator.flyway().username(),
                operator.flyway().migrateAtStart(),
                oidc.authServerUrl().isPresent() || oidc.publicKey().isPresent(),
                oidc.discoveryEnabled()
                        || oidc.publicKey().isPresent()
                        || oidc.jwksPath().isPresent() && oidc.token().issuer().isPresent());
    }
}
