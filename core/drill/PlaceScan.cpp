#include "core/drill/PlaceScan.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::drill {

namespace {

constexpr auto Everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

std::optional<struct stat> statusOf(const QString& path)
{
    struct stat status
    {
    };
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return status;
}

// Whether it is there and this account may not read it, or not go into it. By trying: rights are more than a mode.
bool isClosed(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    const int file = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return errno == EACCES || errno == EPERM;
    struct stat status
    {
    };
    const bool isFolder = ::fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
    ::close(file);
    return isFolder && ::faccessat(AT_FDCWD, name.constData(), X_OK, AT_EACCESS) != 0 && errno == EACCES;
}

// Changes whenever the file's content does.
QByteArray stateOf(const struct stat& status)
{
    return QByteArray::number(qulonglong(status.st_ino)) + ' ' + QByteArray::number(qlonglong(status.st_size)) + ' '
        + QByteArray::number(qlonglong(status.st_mtim.tv_sec)) + '.' + QByteArray::number(status.st_mtim.tv_nsec);
}

FindingKind kindOf(TraceOf of)
{
    switch (of) {
    case TraceOf::Canary:
        return FindingKind::CanaryFound;
    case TraceOf::PictureFile:
        return FindingKind::PictureInClear;
    case TraceOf::Document:
        return FindingKind::DocumentInClear;
    case TraceOf::PlainStore:
        return FindingKind::StoreInClear;
    }
    Q_UNREACHABLE();
}

} // namespace

PlaceScan::PlaceScan(const TraceSearch& search, DrillPlace place, Modes modes)
    : m_search(search)
    , m_place(place)
    , m_modes(modes)
{
}

void PlaceScan::add(const Finding& finding, qint64 offset)
{
    const QByteArray key = findingKindCode(finding.kind).toUtf8() + '\n' + finding.what.toUtf8() + '\n'
        + (finding.canary ? canaryKindCode(*finding.canary).toUtf8() : QByteArray()) + QByteArray::number(offset);
    if (m_known.contains(key))
        return;
    m_known.insert(key);
    m_findings.append(finding);
}

void PlaceScan::look(const QString& folder)
{
    lookAt(folder);
    QDirIterator entries(folder, Everything, QDirIterator::Subdirectories);
    while (entries.hasNext())
        lookAt(entries.next());
}

void PlaceScan::lookAgain(const QString& folder)
{
    m_states.clear();
    look(folder);
}

void PlaceScan::lookForNewer(const QString& folder, UtcTime since, const QStringList& except)
{
    int files = 0;
    qint64 closed = isClosed(folder) ? 1 : 0;
    QDirIterator entries(folder, Everything, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        const bool isExcepted = std::ranges::any_of(except,
            [&path](const QString& other) { return path == other || path.startsWith(other + QLatin1Char('/')); });
        const auto status = isExcepted ? std::nullopt : statusOf(path);
        const bool isFolder = status && S_ISDIR(status->st_mode);
        const bool isNew = status && S_ISREG(status->st_mode)
            && UtcTime::fromMilliseconds(qint64(status->st_mtim.tv_sec) * 1000 + 999) >= since;
        if (!isFolder && !isNew)
            continue;
        if (isClosed(path))
            ++closed;
        else if (isNew && (status->st_size > LargestFileElsewhere || ++files > MostFilesElsewhere))
            add({ FindingKind::NotLookedAt, m_place, path, QStringLiteral("too large or too many"), {} });
        else if (isNew)
            lookAt(path);
    }
    if (closed > 0)
        add({ FindingKind::ClosedPlace, m_place, folder, QStringLiteral("%1 closed").arg(closed), {} });
}

void PlaceScan::lookAt(const QString& path)
{
    const auto status = statusOf(path);
    if (!status || S_ISLNK(status->st_mode))
        return;
    if (m_modes == Modes::Checked && (status->st_mode & (S_IRWXG | S_IRWXO)) != 0
        && (S_ISREG(status->st_mode) || S_ISDIR(status->st_mode))) {
        add({ FindingKind::ReadableByOthers, m_place, path,
            QStringLiteral("mode %1").arg(status->st_mode & 07777U, 4, 8, QLatin1Char('0')), {} });
    }
    if (S_ISDIR(status->st_mode) && isClosed(path))
        add({ FindingKind::NotLookedAt, m_place, path, QStringLiteral("cannot be opened"), {} });
    if (!S_ISREG(status->st_mode))
        return;
    const QByteArray state = stateOf(*status);
    if (m_states.value(path) == state)
        return;
    m_states.insert(path, state);
    readFile(path);
}

void PlaceScan::readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        // Gone meanwhile is no finding; closed to us is.
        if (QFileInfo::exists(path))
            add({ FindingKind::NotLookedAt, m_place, path, QStringLiteral("cannot be opened"), {} });
        return;
    }
    // Read, not mapped: a file that is cut off while it is looked at must not end the program. A piece at a time, as a
    // store may be larger than the memory; each begins with as much of the last as a trace across the cut may need.
    constexpr qint64 Piece = 16LL << 20;
    QByteArray content;
    qint64 begin = 0;
    qsizetype found = 0;
    while (found < TraceSearch::MostTraces) {
        const QByteArray read = file.read(Piece);
        if (file.error() != QFile::NoError)
            add({ FindingKind::NotLookedAt, m_place, path, QStringLiteral("cannot be read"), {} });
        if (read.isEmpty())
            return;
        m_bytes += read.size();
        const QByteArray kept = content.right(m_search.longestPattern() - 1);
        begin += content.size() - kept.size();
        content = kept + read;
        found += addTraces(path, content, begin);
    }
}

qsizetype PlaceScan::addTraces(const QString& path, const QByteArray& content, qint64 begin)
{
    const QList<Trace> traces = m_search.in(content);
    for (const Trace& trace : traces) {
        const bool isCanary = trace.of == TraceOf::Canary;
        // Other programs leave pictures and documents of their own in the places they share with ours.
        if (!isCanary && m_place == DrillPlace::Elsewhere)
            continue;
        const qint64 offset = begin + trace.offset;
        add({ kindOf(trace.of), m_place, path,
                QStringLiteral("%1 at byte %2").arg(traceFormCode(trace.form)).arg(offset),
                isCanary ? std::optional(trace.kind) : std::nullopt },
            offset);
    }
    return traces.size();
}

} // namespace gatehouse::drill
