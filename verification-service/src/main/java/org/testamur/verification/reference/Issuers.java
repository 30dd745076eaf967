package org.testamur.verification.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.testamur.platform.sql.Sql;

/** Stores the issuers that issuance published. A DID is looked up here and never on the network. */
@ApplicationScoped
public class Issuers {

    private final Sql sql;
    private final Map<Text, Issuer> read = new ConcurrentHashMap<>();
    private final JsonMapper mapper = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Issuers(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    public Optional<Issuer> find(String issuerId) {
        return sql.first("select * from issuer where issuer_id = ?", this::issuer, issuerId);
    }

    public Optional<Issuer> find(UUID institution) {
        return sql.first("select * from issuer where institution_id = ?", this::issuer, institution);
    }

    public boolean knows(UUID institution) {
        return sql.first("select 1 from issuer where institution_id = ?", row -> true, institution)
                .isPresent();
    }

    /** Of all of them: under these lie the credentials that they issue here. */
    @Transactional
    public List<String> baseUrls() {
        return sql.list("select issuer_base_url from issuer", row -> row.getString("issuer_base_url"));
    }

    void keep(Issuer issuer) {
        try {
            sql.update(
                    "insert into issuer (institution_id, issuer_id, issuer_base_url, did_document, keys)"
                            + " values (?, ?, ?, ?, ?) on conflict (institution_id) do update set"
                            + " issuer_id = excluded.issuer_id, issuer_base_url = excluded.issuer_base_url,"
                            + " did_document = excluded.did_document, keys = excluded.keys",
                    issuer.institutionId(),
                    issuer.issuerId(),
                    issuer.issuerBaseUrl(),
                    mapper.writeValueAsString(issuer.didDocument()),
                    mapper.writeValueAsString(issuer.keys()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("unwritable issuer", e);
        }
    }

    /** What was read last is not read again while it stands as it stood. */
    private Issuer issuer(ResultSet row) throws SQLException {
        Text text = new Text(
                Sql.uuid(row, "institution_id"),
                row.getString("issuer_id"),
                row.getString("issuer_base_url"),
                row.getString("did_document"),
                row.getString("keys"));
        Issuer last = read.get(text);
        if (last != null) {
            return last;
        }
        try {
            Issuer issuer = new Issuer(
                    text.institution(),
                    text.issuerId(),
                    text.issuerBaseUrl(),
                    mapper.readTree(text.didDocument()),
                    mapper.readValue(text.keys(), new TypeReference<List<IssuerKey>>() {}));
            read.keySet().removeIf(known -> known.institution().equals(text.institution()));
            read.put(text, issuer);
            return issuer;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable issuer", e);
        }
    }

    private record Text(UUID institution, String issuerId, String issuerBaseUrl, String didDocument, String keys) {}
}
