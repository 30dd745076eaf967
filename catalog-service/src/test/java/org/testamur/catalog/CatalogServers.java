package org.testamur.catalog;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** What every test of the running catalog stands on: one application, one PostgreSQL, one Kafka. */
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "catalog"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(SiteDirectory.class)
class CatalogServers {}
