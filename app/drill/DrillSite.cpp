#include "app/drill/DrillSite.h"

#include "core/base/PrivateFile.h"

#include <QFileInfo>

#include <utility>

namespace gatehouse::drill {

DrillSite::DrillSite(const WorkerOrder& order, const Clock& clock, Tell tell)
    : m_order(order)
    , m_clock(clock)
    , m_tell(std::move(tell))
    , m_persons(canaryPersons(order.seed, order.persons))
{
}

DrillSite::~DrillSite() = default;

QString DrillSite::nameOf(Who who)
{
    switch (who) {
    case Who::Administrator:
        return QStringLiteral("Drill administrator");
    case Who::PrivacyOfficer:
        return QStringLiteral("Drill privacy officer");
    case Who::Guard:
        return QStringLiteral("Drill guard");
    }
    Q_UNREACHABLE();
}

security::Passphrase DrillSite::passphraseOf(Who who) const
{
    return security::Passphrase::fromText(secret(static_cast<int>(who)));
}

QString DrillSite::secret(int number) const
{
    return canaryPassphrase(m_order.seed, number);
}

void DrillSite::take(std::unique_ptr<security::OpenSite> site)
{
    m_site = std::move(site);
}

void DrillSite::signOut()
{
    m_site.reset();
}

Result<void> DrillSite::signIn(Who who)
{
    GATEHOUSE_TRY_ASSIGN(site, security::OpenSite::signIn(paths(), nameOf(who), passphraseOf(who), m_clock));
    m_site = std::move(site);
    return {};
}

std::unique_ptr<security::OpenSite> DrillSite::handOver()
{
    return std::exchange(m_site, nullptr);
}

QString DrillSite::written(const QString& name) const
{
    return QFileInfo(m_order.site).absolutePath() + QLatin1Char('/') + name;
}

QString DrillSite::input(const QString& name) const
{
    return m_order.input + QLatin1Char('/') + name;
}

Result<void> DrillSite::writeInput(const QString& name, const QByteArray& bytes) const
{
    return replacePrivateFile(input(name), bytes);
}

void DrillSite::learn(CanaryKind kind, const QByteArray& bytes) const
{
    WorkerNews news;
    news.kind = WorkerNews::Kind::Learnt;
    news.canary = kind;
    news.bytes = bytes;
    m_tell(news);
}

} // namespace gatehouse::drill
