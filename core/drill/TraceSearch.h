#pragma once

#include "core/drill/Canary.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <span>
#include <vector>

namespace gatehouse::drill {

// What a pattern is a trace of. Beside the canaries: the beginnings of files nobody may find in clear.
enum class TraceOf { Canary, PictureFile, Document, PlainStore };

// How it stood there.
enum class TraceForm { Bytes, Utf8, Utf16Little, Utf16Big, Base64, Hex };

// "bytes", "utf-8", "utf-16le", "utf-16be", "base64", "hex".
[[nodiscard]] QString traceFormCode(TraceForm form);

// One hit. It does not repeat what was found.
struct Trace
{
    TraceOf of = TraceOf::Canary;
    CanaryKind kind = CanaryKind::Name; // of a canary
    TraceForm form = TraceForm::Bytes;
    qint64 offset = 0;
};

// Finds any of very many byte strings in one pass: a text in UTF-8 and both kinds of UTF-16, as it is and in small
// letters, and each of these and raw bytes in Base64 (wherever its groups of three begin) and hexadecimal. Patterns
// shorter than ShortestPattern bytes are left out, for they turn up in encrypted files by chance. Compressed content is
// not unpacked: that is what the beginnings of picture and document files are looked for. Filled by one thread, then
// searched by any number.
class TraceSearch
{
public:
    static constexpr qsizetype ShortestPattern = 8;
    // Hits in one piece of content are counted no further than this.
    static constexpr qsizetype MostTraces = 100;

    TraceSearch();

    void addText(CanaryKind kind, const QString& text);
    void addBytes(CanaryKind kind, const QByteArray& bytes);
    // Everything about them.
    void addPersons(const QList<CanaryPerson>& persons);
    // Beginnings of JPEG, PNG, WebP, EXIF, PDF and SQLite files.
    void addFileBeginnings();

    [[nodiscard]] QList<Trace> in(const QByteArray& content) const;
    // Bytes.
    [[nodiscard]] qsizetype longestPattern() const { return m_longest; }
    [[nodiscard]] qsizetype patterns() const { return static_cast<qsizetype>(m_patterns.size()); }

private:
    struct Pattern
    {
        QByteArray bytes;
        TraceOf of;
        CanaryKind kind;
        TraceForm form;
    };

    void add(Pattern pattern);
    void addWithEncodings(CanaryKind kind, TraceForm form, const QByteArray& bytes);

    std::vector<Pattern> m_patterns;
    qsizetype m_longest = ShortestPattern;
    QMultiHash<quint64, int> m_byBeginning; // the first ShortestPattern bytes
    std::vector<bool> m_mayBegin; // a coarse net in front of it
};

} // namespace gatehouse::drill
