#pragma once

#include "core/base/Clock.h"
#include "core/drill/ScratchDrill.h"
#include "core/security/OpenSite.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace gatehouse::drill {

// What the features of a drill share: the scratch site they work in, and who does not exist but is in it. Lives on the
// worker's main thread.
class DrillSite
{
public:
    using Tell = std::function<void(const WorkerNews&)>;

    DrillSite(const WorkerOrder& order, const Clock& clock, Tell tell);
    ~DrillSite();

    [[nodiscard]] const WorkerOrder& order() const { return m_order; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] const QList<CanaryPerson>& persons() const { return m_persons; }
    [[nodiscard]] security::SitePaths paths() const { return { m_order.site }; }

    // The operators. Their passphrases are canaries.
    enum class Who { Administrator, PrivacyOfficer, Guard };
    [[nodiscard]] static QString nameOf(Who who);
    [[nodiscard]] security::Passphrase passphraseOf(Who who) const;
    // By number, for what else must be secret.
    [[nodiscard]] QString secret(int number) const;

    // The site, and who signed in to it: the administrator but for the crash.
    [[nodiscard]] security::OpenSite& site() { return *m_site; }
    [[nodiscard]] const security::ActingOperator& administrator() const { return m_site->openedBy(); }
    void take(std::unique_ptr<security::OpenSite> site);
    // Signs out, and hands the open site over to whoever needs it as a whole.
    void signOut();
    Result<void> signIn(Who who = Who::Administrator);
    [[nodiscard]] std::unique_ptr<security::OpenSite> handOver();

    // A place the program is told to write to: looked through.
    [[nodiscard]] QString written(const QString& name) const;
    // A file of the operator's own: not looked through.
    [[nodiscard]] QString input(const QString& name) const;
    Result<void> writeInput(const QString& name, const QByteArray& bytes) const;

    // A canary that only came about here.
    void learn(CanaryKind kind, const QByteArray& bytes) const;

    // Runs `work(Database&)` on the writer or reader.
    template <typename Work>
    auto write(Work work)
    {
        return m_site->writer().call(std::move(work));
    }
    template <typename Work>
    auto read(Work work)
    {
        return m_site->reader().call(std::move(work));
    }

private:
    const WorkerOrder m_order;
    const Clock& m_clock;
    const Tell m_tell;
    const QList<CanaryPerson> m_persons;
    std::unique_ptr<security::OpenSite> m_site;
};

} // namespace gatehouse::drill
