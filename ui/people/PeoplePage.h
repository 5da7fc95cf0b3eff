#pragma once

#include "core/people/PersonRegistry.h"
#include "ui/people/PersonRecord.h"
#include "ui/people/RegisterPage.h"

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
    void rowChosen(int list, qint64 key) override;
    void startRow(int list, qint64 key) override;
    void askToRemoveRow(int list, qint64 key) override;
    void applyFilters() override;

private:
    using Model = PagedTableModel<people::Person>;

    [[nodiscard]] Model::Columns columns() const;
    void count();
    void showRecord(const PersonRecord& record);
    void withdraw(const people::Person& person, const people::Consent& consent);
    void withdrawAll(const PersonRecord& record);
    void showProof(const people::Consent& consent);
    void exportProof(ConsentId id);
    void removePicture(const people::Person& person, TemplateId picture);
    void remove(PersonId id, const QString& name);

    Model* m_model;
    QComboBox* m_kind;
    PersonRecord m_shown; // whose detail is in the panel
    std::unique_ptr<FaceStudio> m_studio;
};

} // namespace gatehouse::ui
