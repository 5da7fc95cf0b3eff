#include "core/security/PassphraseRules.h"

#include "core/base/PrivateFile.h"
#include "core/base/Resources.h"

#include <QSet>

#include <algorithm>

namespace gatehouse::security {

namespace {

constexpr int ShortestAlone = 15;
constexpr int ShortestWithSecondFactor = 8;
constexpr std::size_t LongestSize = 1024;
constexpr qsizetype FewestDistinct = 5;
constexpr qsizetype LongestRepeatedPart = 5;
constexpr qsizetype ShortestBesideNames = 8;
constexpr int MostEntriesStrung = 3;
constexpr qint64 ListSizeLimit = 1 << 20;

// Ordinary memory for the time of the check, overwritten at its end.
class WipedText
{
public:
    explicit WipedText(QString text)
        : m_text(std::move(text))
    {
    }
    ~WipedText() { m_text.fill(QChar(u'\0')); }
    WipedText(const WipedText&) = delete;
    WipedText& operator=(const WipedText&) = delete;
    [[nodiscard]] const QString& text() const { return m_text; }

private:
    QString m_text;
};

QString lettersAndDigits(const QString& text)
{
    QString kept;
    kept.reserve(text.size());
    for (const QChar character : text) {
        if (character.isLetterOrNumber() || character.isSurrogate())
            kept += character;
    }
    return kept;
}

QString folded(const QString& text)
{
    return lettersAndDigits(text.normalized(QString::NormalizationForm_KC).toCaseFolded());
}

bool repeatsAShortPart(const QString& text)
{
    for (qsizetype part = 1; part <= LongestRepeatedPart; ++part) {
        bool repeats = true;
        for (qsizetype i = part; i < text.size() && repeats; ++i)
            repeats = text.at(i) == text.at(i - part);
        if (repeats)
            return true;
    }
    return false;
}

// abcdef… or 987654…, also where 9 goes on with 0 or z with a: at most two steps may be anything else.
bool isARun(const QString& text)
{
    for (const int step : { 1, -1 }) {
        int others = 0;
        for (qsizetype i = 1; i < text.size(); ++i)
            others += text.at(i).unicode() - text.at(i - 1).unicode() == step ? 0 : 1;
        if (others <= 2)
            return true;
    }
    return false;
}

bool isRepetitive(const QString& text)
{
    const QSet<QChar> distinct(text.begin(), text.end());
    return distinct.size() < FewestDistinct || repeatsAShortPart(text) || isARun(text);
}

bool isLittleMoreThan(const QStringList& names, const QString& letters)
{
    QString rest = letters;
    for (const QString& name : names) {
        const QString part = folded(name);
        if (part.size() >= 3)
            rest.remove(part);
    }
    const bool isLittle = rest.size() != letters.size() && rest.size() < ShortestBesideNames;
    rest.fill(QChar(u'\0'));
    return isLittle;
}

bool isStrungTogether(QStringView text, const QSet<QString>& entries, qsizetype longestEntry, int left)
{
    while (!text.isEmpty() && text.front().isDigit()) {
        // Digits count for nothing, unless an entry begins with them.
        for (qsizetype size = std::min(longestEntry, text.size()); left > 0 && size > 0; --size) {
            if (entries.contains(text.first(size).toString())
                && isStrungTogether(text.sliced(size), entries, longestEntry, left - 1))
                return true;
        }
        text = text.sliced(1);
    }
    if (text.isEmpty())
        return true;
    for (qsizetype size = std::min(longestEntry, text.size()); left > 0 && size > 0; --size) {
        if (entries.contains(text.first(size).toString())
            && isStrungTogether(text.sliced(size), entries, longestEntry, left - 1))
            return true;
    }
    return false;
}

Result<bool> isBlocked(const QString& letters)
{
    const auto list = readSmallFile(resourcePath(u"security/blocked-passphrases.txt"), ListSizeLimit);
    if (!list)
        return failure(ErrorCode::ResourceMissing, QStringLiteral("security/blocked-passphrases.txt"));
    QSet<QString> entries;
    qsizetype longest = 0;
    for (const QByteArray& line : list->split('\n')) {
        if (line.startsWith('#'))
            continue;
        const QString entry = folded(QString::fromUtf8(line));
        if (entry.isEmpty())
            continue;
        longest = std::max(longest, entry.size());
        entries.insert(entry);
    }
    if (entries.isEmpty())
        return failure(ErrorCode::ResourceMissing, QStringLiteral("security/blocked-passphrases.txt"));
    // A number alone, or signs alone, are strung from no entry.
    if (std::ranges::none_of(letters, [](QChar character) { return character.isLetter() || character.isSurrogate(); }))
        return entries.contains(letters);
    return isStrungTogether(letters, entries, longest, MostEntriesStrung);
}

Error tooWeak(const char* rule)
{
    return failure(ErrorCode::PassphraseTooWeak, QString::fromLatin1(rule));
}

} // namespace

int shortestPassphrase(BesidePassphrase beside)
{
    return beside == BesidePassphrase::SecondFactor ? ShortestWithSecondFactor : ShortestAlone;
}

Result<void> checkPassphrase(
    const Passphrase& passphrase, const QString& operatorName, const QString& siteName, BesidePassphrase beside)
{
    if (passphrase.length() < static_cast<std::size_t>(shortestPassphrase(beside)))
        return tooWeak("too-short");
    if (passphrase.size() > LongestSize)
        return tooWeak("too-long");
    const WipedText typed(QString::fromUtf8(passphrase.data(), static_cast<qsizetype>(passphrase.size())));
    const WipedText lowered(typed.text().toCaseFolded());
    const WipedText letters(lettersAndDigits(lowered.text()));
    if (isRepetitive(lowered.text()))
        return tooWeak("repetitive");
    if (isLittleMoreThan({ operatorName, siteName, QStringLiteral("gatehouse") }, letters.text()))
        return tooWeak("names");
    GATEHOUSE_TRY_ASSIGN(blocked, isBlocked(letters.text()));
    if (blocked)
        return tooWeak("blocked");
    return {};
}

} // namespace gatehouse::security
