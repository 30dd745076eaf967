package org.testamur.catalog.image;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.Uuid7;

/** Stores images as rows that never change; row-level security decides who may read them. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Images {

    private final AgroalDataSource dataSource;

    Images(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    public UUID add(UUID institution, ImageFile file) {
        UUID id = Uuid7.next();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into image (id, institution_id, media_type, content) values (?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, institution.toString());
            insert.setString(3, file.mediaType());
            insert.setBytes(4, file.content());
            insert.executeUpdate();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException("could not keep the image", e);
        }
    }

    public Optional<ImageFile> find(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select media_type, content from image where id = ?")) {
            select.setObject(1, id);
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? Optional.of(ImageFile.stored(result.getString(1), result.getBytes(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the image", e);
        }
    }

    /** Forgets an image that nothing shows any more. */
    public void remove(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from image where id = ? and not exists"
                        + " (select 1 from micro_credential_version v where v.image_id = image.id)")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not remove the image", e);
        }
    }
}
