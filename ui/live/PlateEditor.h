#pragma once

#include "core/base/PlateText.h"
#include "core/base/Region.h"
#include "ui/common/Widgets.h"

#include <QLineEdit>

#include <optional>

class QButtonGroup;

namespace gatehouse::ui {

// Correcting a plate in the card itself. Typing overwrites, so that one wrong character is F7, the right one, Enter. F7
// again takes the second best reading. Chinese plates get a button for each province.
class PlateEditor : public QWidget
{
    Q_OBJECT

public:
    explicit PlateEditor(const Appearance& appearance, QWidget* parent = nullptr);

    void start(
        const QString& plate, const QString& runnerUp, const QList<Region>& regions, std::optional<Region> region);
    // F7 while it is open.
    void takeRunnerUp();

Q_SIGNALS:
    void corrected(const gatehouse::PlateText& plate, gatehouse::Region region);
    void cancelled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void overwrite(const QString& typed);
    void showProvinces(bool isShown);
    void makeProvinces(); // when first needed: 31 buttons a lane
    void setProvince(const QString& province);
    void accept();
    void showRegions(const QList<Region>& regions, Region chosen);
    [[nodiscard]] Region region() const;

    const Appearance& m_appearance;
    QLineEdit* m_line;
    Label* m_hint;
    QWidget* m_provinces;
    QWidget* m_regionRow;
    QButtonGroup* m_regions;
    QString m_runnerUp;
};

} // namespace gatehouse::ui
