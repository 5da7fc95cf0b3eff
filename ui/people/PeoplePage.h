#pragma once

#include "core/people/PersonRegistry.h"
#include "ui/common/FinderSource.h"
#include "ui/common/PagedTableModel.h"
#include "ui/people/PersonRecord.h"
#include "ui/people/RegisterPage.h"

#include <QHash>

class QComboBox;

namespace gatehouse::ui {

class FaceStudio;

// Everybody who is registered: find, look, add, change, take consent and enrol, withdraw, import.
class PeoplePage : public RegisterPage
{
    Q_OBJECT

public:
    explicit PeoplePage(const SiteContext& context, QWidget* parent = nullptr);
    ~PeoplePage() override;

    static PageEntry entry();
    static FinderSource finder();

    void activated() override;

protected:
    void loadDetail(qint64 id) override;
    void applyFilters() override;

private:
    using Model = PagedTableModel<people::Person>;

    [[nodiscard]] Model::Columns columns() const;
    [[nodiscard]] Model::Loader loader();
    void loadGroups();
    void showRecord(const PersonRecord& record);
    void add();
    void withdraw(const people::Person& person, ConsentId consent, int pictures);
    void removePicture(const people::Person& person, TemplateId picture);
    void removePerson(const PersonRecord& record);
    // Runs a change of one person on the writer; afterwards the page shows the row anew (or no row).
    void change(std::function<Result<void>(store::Database&, const security::ActingOperator&)> command, PersonId shown);

    Model* m_model;
    QComboBox* m_kind;
    QComboBox* m_group;
    Button* m_onlyActive;
    QList<people::Group> m_groups;
    std::shared_ptr<QHash<GroupId, QString>> m_groupNames; // shared with the table's columns
    std::unique_ptr<FaceStudio> m_studio;
};

} // namespace gatehouse::ui
