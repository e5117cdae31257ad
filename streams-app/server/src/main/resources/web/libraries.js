// the versions are those of the root pom.xml
export {default as uPlot} from "/webjars/uplot/${uplot.version}/dist/uPlot.esm.js";
