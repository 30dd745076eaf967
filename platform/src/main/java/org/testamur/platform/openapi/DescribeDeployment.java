package org.testamur.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Says in the OpenAPI document where this deployment answers and where its callers log in. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class DescribeDeployment implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Config config = ConfigProvider.getConfig();
        String address = config.getValue("testamur.public-url", String.class);
        document.setServers(List.of(OASFactory.createServer().url(address)));
        if (document.getInfo() != null) {
            document.getInfo()
                    .setContact(OASFactory.createContact().name("This platform").url(address));
        }
        // The issuer is what clients reach; the server's address may be one that only services do.
        String issuer = config.getOptionalValue("quarkus.oidc.token.issuer", String.class)
                .or(() -> config.getOptionalValue("quarkus.oidc.auth-server-url", String.class))
                .orElse(address + LogIn.BEHIND_THE_GATEWAY);
        LogIn.describe(document, issuer);
    }
}
