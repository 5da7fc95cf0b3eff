#pragma once

#include "core/backup/RingCopies.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QStackedLayout;
class QVBoxLayout;

namespace gatehouse::ui {

class BackupPlanForm;
class BackupWork;
class Banner;
class BringBackForm;
class RingCard;

// How old the last good backup is, in large; take one now, check the ones there are, rehearse a restore or bring one
// back; how the key ring's copy stands; where they go and how many stay.
class BackupPage : public Page
{
    Q_OBJECT

public:
    explicit BackupPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;
    [[nodiscard]] bool hasUnsavedInput() const override;

private:
    struct Shown
    {
        backup::BackupSettings settings;
        backup::BackupHealth health;
        QList<backup::ShelvedBackup> shelf;
        std::optional<backup::LastDrill> drill;
        backup::RingState ring;
    };
    static Result<Shown> read(
        backup::Backups& backups, backup::RingCopies& ring, const security::ActingOperator& actor);
    [[nodiscard]] QWidget* makeOverview();
    [[nodiscard]] QWidget* makeState();
    [[nodiscard]] QWidget* makeShelf();
    [[nodiscard]] QWidget* makeRow(const backup::ShelvedBackup& one);
    void load();
    void show(const Shown& shown);
    void showWarnings(const backup::BackupHealth& health);
    void takeNow();
    void check(const QString& file);
    void rehearse(const QString& file);
    void save(const backup::BackupSettings& settings);
    void bringBack(const backup::ShelvedBackup& one);
    void exportRing(const QString& file);
    void importRing(const QString& file);
    void showForm(BringBackForm* form);
    void leaveForm(const QString& word);

    const SiteContext& m_context;
    BackupWork* m_work;
    Banner* m_banner;
    Label* m_age;
    Label* m_when;
    Label* m_warnings;
    Label* m_drill;
    Label* m_progress;
    Button* m_take;
    Button* m_stop;
    QWidget* m_shelf = nullptr;
    QVBoxLayout* m_rows = nullptr;
    BackupPlanForm* m_plan;
    RingCard* m_ring;
    QStackedLayout* m_views = nullptr;
    BringBackForm* m_form = nullptr; // shown in the place of the overview
};

} // namespace gatehouse::ui
