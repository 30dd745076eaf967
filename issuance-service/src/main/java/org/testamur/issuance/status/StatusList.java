package org.testamur.issuance.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;

/**
 * Holds a status list as last published.
 *
 * @param publication how often it has been signed
 */
record StatusList(
        UUID id, UUID institutionId, String url, StatusPurpose purpose, BitstringStatusList bits, long publication) {

    static StatusList of(ResultSet row) throws SQLException {
        return new StatusList(
                row.getObject("id", UUID.class),
                UUID.fromString(row.getString("institution_id")),
                row.getString("url"),
                StatusPurpose.of(row.getString("purpose")).orElseThrow(),
                BitstringStatusList.ofBytes(row.getBytes("bits")),
                row.getLong("publication"));
    }
}
