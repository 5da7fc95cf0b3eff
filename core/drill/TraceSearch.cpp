#include "core/drill/TraceSearch.h"

#include <QStringEncoder>

#include <algorithm>
#include <cstring>

namespace gatehouse::drill {

namespace {

constexpr int NetBits = 24;

quint64 beginningOf(const char* bytes)
{
    quint64 beginning = 0;
    std::memcpy(&beginning, bytes, sizeof beginning);
    return beginning;
}

std::size_t netIndex(quint64 beginning)
{
    return static_cast<std::size_t>((beginning * 0x9e3779b97f4a7c15ULL) >> (64 - NetBits));
}

// The characters that stay the same whatever stands before and after the bytes.
QByteArray base64Core(const QByteArray& bytes, qsizetype bytesBefore)
{
    const QByteArray encoded = (QByteArray(bytesBefore, '\0') + bytes).toBase64(QByteArray::OmitTrailingEquals);
    const qsizetype touchedInFront = (bytesBefore * 8 + 5) / 6;
    const bool endsInAGroup = (bytesBefore + bytes.size()) % 3 == 0;
    return encoded.mid(touchedInFront, encoded.size() - touchedInFront - (endsInAGroup ? 0 : 1));
}

QByteArray inEncoding(const QString& text, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding);
    return encoder(text);
}

// Parts of something long: enough to be known by, wherever it was cut.
QList<QByteArray> slicesOf(const QByteArray& bytes)
{
    constexpr qsizetype Slice = 24;
    QList<QByteArray> slices;
    for (const int quarter : { 1, 2, 3 })
        slices.append(bytes.mid(bytes.size() * quarter / 4 / 4 * 4, Slice));
    return slices;
}

} // namespace

QString traceFormCode(TraceForm form)
{
    switch (form) {
    case TraceForm::Bytes:
        return QStringLiteral("bytes");
    case TraceForm::Utf8:
        return QStringLiteral("utf-8");
    case TraceForm::Utf16Little:
        return QStringLiteral("utf-16le");
    case TraceForm::Utf16Big:
        return QStringLiteral("utf-16be");
    case TraceForm::Base64:
        return QStringLiteral("base64");
    case TraceForm::Hex:
        return QStringLiteral("hex");
    }
    Q_UNREACHABLE();
}

TraceSearch::TraceSearch()
    : m_mayBegin(std::size_t(1) << NetBits, false)
{
}

void TraceSearch::add(Pattern pattern)
{
    if (pattern.bytes.size() < ShortestPattern)
        return;
    const quint64 beginning = beginningOf(pattern.bytes.constData());
    m_mayBegin[netIndex(beginning)] = true;
    m_longest = std::max(m_longest, pattern.bytes.size());
    m_byBeginning.insert(beginning, static_cast<int>(m_patterns.size()));
    m_patterns.push_back(std::move(pattern));
}

void TraceSearch::addWithEncodings(CanaryKind kind, TraceForm form, const QByteArray& bytes)
{
    add({ bytes, TraceOf::Canary, kind, form });
    for (const qsizetype before : { 0, 1, 2 })
        add({ base64Core(bytes, before), TraceOf::Canary, kind, TraceForm::Base64 });
    add({ bytes.toHex(), TraceOf::Canary, kind, TraceForm::Hex });
    add({ bytes.toHex().toUpper(), TraceOf::Canary, kind, TraceForm::Hex });
}

void TraceSearch::addText(CanaryKind kind, const QString& text)
{
    QStringList spellings { text };
    if (text.toLower() != text)
        spellings.append(text.toLower());
    for (const QString& spelling : std::as_const(spellings)) {
        addWithEncodings(kind, TraceForm::Utf8, spelling.toUtf8());
        add({ inEncoding(spelling, QStringConverter::Utf16LE), TraceOf::Canary, kind, TraceForm::Utf16Little });
        add({ inEncoding(spelling, QStringConverter::Utf16BE), TraceOf::Canary, kind, TraceForm::Utf16Big });
    }
}

void TraceSearch::addBytes(CanaryKind kind, const QByteArray& bytes)
{
    addWithEncodings(kind, TraceForm::Bytes, bytes);
}

void TraceSearch::addPersons(const QList<CanaryPerson>& persons)
{
    for (const CanaryPerson& person : persons) {
        addText(CanaryKind::Name, person.givenName);
        addText(CanaryKind::Name, person.familyName);
        addText(CanaryKind::ResidentId, person.residentId);
        addText(CanaryKind::Plate, person.plate.toString());
        if (person.plate.display() != person.plate.toString())
            addText(CanaryKind::Plate, person.plate.display());
        for (const QByteArray& slice : slicesOf(person.picture))
            addBytes(CanaryKind::Picture, slice);
        const QByteArray face(reinterpret_cast<const char*>(person.face.data()),
            static_cast<qsizetype>(person.face.size() * sizeof(float)));
        for (const QByteArray& slice : slicesOf(face))
            addBytes(CanaryKind::Template, slice);
    }
}

void TraceSearch::addFileBeginnings()
{
    const auto beginning = [this](TraceOf of, const QByteArray& bytes) {
        add({ bytes, of, CanaryKind::Picture, TraceForm::Bytes });
    };
    beginning(TraceOf::PictureFile, QByteArray::fromHex("ffd8ffe000104a46494600")); // JPEG with JFIF
    beginning(TraceOf::PictureFile, QByteArray::fromHex("457869660000") + "MM");
    beginning(TraceOf::PictureFile, QByteArray::fromHex("457869660000") + "II");
    beginning(TraceOf::PictureFile, QByteArray::fromHex("89504e470d0a1a0a")); // PNG
    for (const char* webp : { "WEBPVP8 ", "WEBPVP8L", "WEBPVP8X" })
        beginning(TraceOf::PictureFile, webp);
    for (const char* pdf : { "%PDF-1.3", "%PDF-1.4", "%PDF-1.5", "%PDF-1.6", "%PDF-1.7" })
        beginning(TraceOf::Document, pdf);
    beginning(TraceOf::PlainStore, QByteArray("SQLite format 3\0", 16));
}

QList<Trace> TraceSearch::in(const QByteArray& content) const
{
    QList<Trace> traces;
    const char* bytes = content.constData();
    for (qsizetype at = 0; at + ShortestPattern <= content.size(); ++at) {
        const quint64 beginning = beginningOf(bytes + at);
        if (!m_mayBegin[netIndex(beginning)])
            continue;
        for (auto [it, end] = m_byBeginning.equal_range(beginning); it != end; ++it) {
            const Pattern& pattern = m_patterns[static_cast<std::size_t>(*it)];
            if (content.size() - at < pattern.bytes.size()
                || std::memcmp(bytes + at, pattern.bytes.constData(), static_cast<std::size_t>(pattern.bytes.size()))
                    != 0)
                continue;
            traces.append({ pattern.of, pattern.kind, pattern.form, at });
            if (traces.size() >= MostTraces)
                return traces;
        }
    }
    return traces;
}

} // namespace gatehouse::drill
