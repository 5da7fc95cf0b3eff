#include "core/privacy/EncryptedZip.h"

#include "core/base/PrivateFileWriter.h"

#include <archive.h>
#include <archive_entry.h>
#include <optional>

namespace gatehouse::privacy {

namespace {

struct FreeEntry
{
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

struct CloseArchive
{
    void operator()(archive* open) const { archive_write_free(open); }
};

} // namespace

struct EncryptedZip::State
{
    explicit State(PrivateFileWriter file)
        : output(std::move(file))
        , open(archive_write_new())
    {
    }
    // What the file said, or the library.
    [[nodiscard]] Error failed() const
    {
        if (fault)
            return *fault;
        const char* const told = archive_error_string(open.get());
        return failure(ErrorCode::Internal, QStringLiteral("zip: %1").arg(QString::fromUtf8(told ? told : "")));
    }
    static la_ssize_t write(archive*, void* self, const void* bytes, std::size_t length)
    {
        auto* const state = static_cast<State*>(self);
        const auto written = state->output.write(
            QByteArray::fromRawData(static_cast<const char*>(bytes), static_cast<qsizetype>(length)));
        if (written)
            return static_cast<la_ssize_t>(length);
        state->fault = written.error();
        return -1;
    }

    PrivateFileWriter output;
    std::optional<Error> fault;
    std::unique_ptr<archive, CloseArchive> open; // after the file: it still writes when it is freed
};

EncryptedZip::EncryptedZip(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

EncryptedZip::EncryptedZip(EncryptedZip&&) noexcept = default;
EncryptedZip::~EncryptedZip() = default;

Result<EncryptedZip> EncryptedZip::create(const QString& file, const security::Passphrase& passphrase)
{
    GATEHOUSE_TRY_ASSIGN(output, PrivateFileWriter::create(file));
    auto state = std::make_unique<State>(std::move(output));
    archive* const open = state->open.get();
    const std::string secret(passphrase.data(), passphrase.size());
    if (archive_write_set_format_zip(open) != ARCHIVE_OK
        || archive_write_set_options(open, "zip:encryption=aes256,zip:hdrcharset=UTF-8") != ARCHIVE_OK
        || archive_write_set_passphrase(open, secret.c_str()) != ARCHIVE_OK
        || archive_write_set_bytes_in_last_block(open, 1) != ARCHIVE_OK
        || archive_write_open(open, state.get(), nullptr, State::write, nullptr) != ARCHIVE_OK)
        return state->failed();
    return EncryptedZip(std::move(state));
}

Result<void> EncryptedZip::add(const ZipMember& member)
{
    archive* const open = m_state->open.get();
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), member.path.toUtf8().constData());
    archive_entry_set_size(entry.get(), member.bytes.size());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    if (archive_write_header(open, entry.get()) != ARCHIVE_OK)
        return m_state->failed();
    if (archive_write_data(open, member.bytes.constData(), static_cast<std::size_t>(member.bytes.size()))
        != static_cast<la_ssize_t>(member.bytes.size()))
        return m_state->failed();
    return {};
}

Result<void> EncryptedZip::finish()
{
    if (archive_write_close(m_state->open.get()) != ARCHIVE_OK)
        return m_state->failed();
    return m_state->output.commit();
}

} // namespace gatehouse::privacy
