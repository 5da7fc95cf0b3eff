#include "core/privacy/EncryptedZip.h"

#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace gatehouse::privacy {

namespace {

struct CloseArchive
{
    void operator()(archive* open) const { archive_write_free(open); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

struct FreeEntry
{
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t takeBytes(archive*, void* target, const void* bytes, std::size_t length)
{
    static_cast<QByteArray*>(target)->append(static_cast<const char*>(bytes), static_cast<qsizetype>(length));
    return static_cast<la_ssize_t>(length);
}

Error archiveFailure(archive* open)
{
    const char* const told = archive_error_string(open);
    return failure(ErrorCode::Internal, QStringLiteral("zip: %1").arg(QString::fromUtf8(told ? told : "")));
}

Result<void> addMember(archive* open, const ZipMember& member)
{
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), member.path.toUtf8().constData());
    archive_entry_set_size(entry.get(), member.bytes.size());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    if (archive_write_header(open, entry.get()) != ARCHIVE_OK)
        return archiveFailure(open);
    if (archive_write_data(open, member.bytes.constData(), static_cast<std::size_t>(member.bytes.size()))
        != static_cast<la_ssize_t>(member.bytes.size()))
        return archiveFailure(open);
    return {};
}

} // namespace

Result<QByteArray> encryptedZip(const QList<ZipMember>& members, const security::Passphrase& passphrase)
{
    QByteArray bytes;
    const Archive open(archive_write_new());
    const std::string secret(passphrase.data(), passphrase.size());
    if (archive_write_set_format_zip(open.get()) != ARCHIVE_OK
        || archive_write_set_options(open.get(), "zip:encryption=aes256,zip:hdrcharset=UTF-8") != ARCHIVE_OK
        || archive_write_set_passphrase(open.get(), secret.c_str()) != ARCHIVE_OK
        || archive_write_set_bytes_in_last_block(open.get(), 1) != ARCHIVE_OK
        || archive_write_open(open.get(), &bytes, nullptr, takeBytes, nullptr) != ARCHIVE_OK)
        return archiveFailure(open.get());
    for (const ZipMember& member : members)
        GATEHOUSE_TRY(addMember(open.get(), member));
    if (archive_write_close(open.get()) != ARCHIVE_OK)
        return archiveFailure(open.get());
    return bytes;
}

} // namespace gatehouse::privacy
