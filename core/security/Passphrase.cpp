#include "core/security/Passphrase.h"

#include "core/security/LockedBytes.h"

#include <cstring>

namespace gatehouse::security {

struct Passphrase::Locked
{
    explicit Locked(std::size_t size)
        : bytes(size)
    {
    }
    LockedBytes bytes;
};

namespace {

// Qt's strings live in ordinary memory; what this file made of them is at least overwritten.
void wipe(QString& text)
{
    text.fill(QChar(u'\0'));
}
void wipe(QByteArray& bytes)
{
    bytes.fill('\0');
}

} // namespace

Passphrase Passphrase::fromText(const QString& typed)
{
    QString normalised = typed.normalized(QString::NormalizationForm_KC);
    QByteArray utf8 = normalised.toUtf8();
    const auto size = static_cast<std::size_t>(utf8.size());
    auto locked = std::make_shared<Locked>(size);
    if (size > 0)
        std::memcpy(locked->bytes.data(), utf8.constData(), size);
    wipe(utf8);
    // The same text when nothing was to normalise; that one is the caller's.
    if (normalised.constData() != typed.constData())
        wipe(normalised);
    Passphrase passphrase;
    passphrase.m_text = std::move(locked);
    return passphrase;
}

Passphrase Passphrase::fromUtf8(const QByteArray& bytes)
{
    qsizetype end = bytes.indexOf('\n');
    if (end < 0)
        end = bytes.size();
    if (end > 0 && bytes.at(end - 1) == '\r')
        --end;
    QString line = QString::fromUtf8(bytes.constData(), end);
    Passphrase passphrase = fromText(line);
    wipe(line);
    return passphrase;
}

const char* Passphrase::data() const
{
    return m_text ? reinterpret_cast<const char*>(m_text->bytes.data()) : "";
}

std::size_t Passphrase::size() const
{
    return m_text ? m_text->bytes.size() : 0;
}

std::size_t Passphrase::length() const
{
    std::size_t points = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        // Every byte but the continuations 10xxxxxx begins a code point.
        if ((static_cast<unsigned char>(data()[i]) & 0xc0) != 0x80)
            ++points;
    }
    return points;
}

} // namespace gatehouse::security
