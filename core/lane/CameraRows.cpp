#include "core/access/AccessNames.h"
#include "core/lane/DeviceRows.h"

#include <QDir>
#include <QUrl>

namespace gatehouse::lane {

using video::CameraKind;

namespace {

bool isNetworkAddress(const QString& address, QLatin1StringView scheme, QLatin1StringView secureScheme)
{
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == scheme || url.scheme() == secureScheme);
}

bool isUsable(const video::CameraAddress& address)
{
    switch (address.kind) {
    case CameraKind::Rtsp:
        return isNetworkAddress(address.address, QLatin1StringView("rtsp"), QLatin1StringView("rtsps"));
    case CameraKind::Mjpeg:
        return isNetworkAddress(address.address, QLatin1StringView("http"), QLatin1StringView("https"));
    case CameraKind::Device:
        return !address.address.isEmpty();
    case CameraKind::File:
    case CameraKind::Folder:
        return QDir::isAbsolutePath(address.address);
    }
    Q_UNREACHABLE();
}

} // namespace

QString shownAddress(const video::CameraAddress& address)
{
    if (address.kind != CameraKind::Rtsp && address.kind != CameraKind::Mjpeg)
        return address.address;
    const QString hidden = QStringLiteral("***");
    QUrl url(address.address);
    if (!url.isValid())
        return hidden;
    if (!url.userInfo().isEmpty())
        url.setUserInfo(hidden);
    if (url.hasQuery())
        url.setQuery(hidden);
    // A password with a # or / in it that was typed as it is ends up behind the host.
    if (url.hasFragment())
        url.setFragment(hidden);
    if (url.path().contains(u'@'))
        url.setPath(u'/' + hidden);
    return url.toDisplayString();
}

Result<QList<Camera>> readCameras(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT id, name, kind, address, is_enabled, version, place FROM cameras ORDER BY name"));
    QList<Camera> cameras;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return cameras;
        const auto kind = video::cameraKindFromCode(rows.text(2));
        if (!kind)
            return failure(ErrorCode::FormatInvalid, QStringLiteral("camera %1").arg(rows.integer(0)));
        cameras.append({ rows.id<CameraId>(0), rows.text(1), { *kind, rows.text(3) }, rows.boolean(4),
            RowVersion(rows.integer(5)), placeFromCode(rows.text(6)).value_or(Place::Unstated) });
    }
}

Result<Camera> checkedCamera(store::Database& database, const Camera& draft)
{
    Camera checked = draft;
    checked.address.address = draft.address.address.trimmed();
    GATEHOUSE_TRY_ASSIGN(
        name, access::checkedName(database, "SELECT id FROM cameras WHERE name = ?1", draft.name, draft.id.value()));
    checked.name = name;
    if (!isUsable(checked.address))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("address"));
    return checked;
}

Result<CameraId> insertCamera(store::Transaction& transaction, const Camera& camera)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(
            "INSERT INTO cameras (name, kind, address, is_enabled, place) VALUES (?1, ?2, ?3, ?4, ?5)"));
    insert.bindAll(camera.name, video::cameraKindCode(camera.address.kind), camera.address.address, camera.isEnabled,
        placeCode(camera.place));
    GATEHOUSE_TRY(insert.run());
    return CameraId(transaction.database().lastInsertId());
}

Result<void> rewriteCamera(store::Transaction& transaction, const Camera& camera)
{
    GATEHOUSE_TRY_ASSIGN(update,
        transaction.database().prepare(
            "UPDATE cameras SET name = ?1, kind = ?2, address = ?3, is_enabled = ?4, place = ?5 WHERE id = ?6"));
    update.bindAll(camera.name, video::cameraKindCode(camera.address.kind), camera.address.address, camera.isEnabled,
        placeCode(camera.place), camera.id);
    return update.run();
}

QJsonObject cameraAsCodes(const Camera& camera)
{
    return { { QStringLiteral("kind"), video::cameraKindCode(camera.address.kind) },
        { QStringLiteral("enabled"), camera.isEnabled }, { QStringLiteral("place"), placeCode(camera.place) } };
}

} // namespace gatehouse::lane
