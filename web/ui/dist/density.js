"use strict";(()=>{function k(e){let t=new CSSStyleSheet;t.replaceSync(e),document.adoptedStyleSheets=[...document.adoptedStyleSheets,t]}var L=`/* Areas that are shaded by a count; of the script that draws them. */
.density-title {
  font-weight: 650;
}

.density-classes {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 0;
}

.legend-body .density-classes li {
  display: block;
  flex: 1 0 3.2rem;
  min-height: 0;
  padding-right: 4px;
}

.density-classes span {
  display: block;
  height: 10px;
  margin-right: -4px;
}

.legend-body .density-most li {
  display: list-item;
  min-height: 0;
  margin-left: 1.25rem;
  list-style: decimal;
}

.density {
  opacity: 0.82;
}

.density path,
.density circle {
  stroke: var(--ground);
  stroke-width: 0.8;
  vector-effect: non-scaling-stroke;
  pointer-events: auto;
  cursor: zoom-in;
}

.density :hover {
  stroke: var(--ink);
  stroke-width: 2;
}
`;async function C(e,t,n){let r=await fetch(e,{headers:{Accept:t},...n&&{signal:n}});if(!r.ok)throw new Error(`${e}: HTTP ${r.status}`);return r}var v={kind:"kinds",verification:"verifications"},T=Object.entries(v);function O(e){return Object.values(e).some(t=>t!==void 0)}var le=["adm1","adm2","country","hexagon"];function E({zooms:e},t){return e===void 0||!O(t)}function B(e){return le.some(t=>t===e)}var Ke={layers:"layers",...v},me=/^x(_[a-z0-9]+)+$/;function fe({columns:e}){return Object.entries(e??{}).flatMap(([t,n])=>n.map(r=>[t,r]))}function G(e){let{within:t,layers:n,words:r,time:o}=e;return[["bbox",t?.join(",")],["layer",n?.join(",")],...T.map(([i,s])=>[i,e[s]?.join(",")]),["q",r],["datetime",o],...fe(e)]}function N(e,t){let n=new URL(e,"http://host");for(let r of[...n.searchParams.keys()])me.test(r)&&n.searchParams.delete(r);for(let[r]of t)n.searchParams.delete(r);for(let[r,o]of t)o&&n.searchParams.append(r,o);return(n.pathname+n.search).replace(/%2C/g,",")}function W(e,{zoom:t,bbox:n,filter:r},o){let i=he(n,t),s=r.within?pe(i,r.within):i;return N(e,[["zoom",o?String(Math.floor(t)):void 0],...G({...r,within:s})])}function pe(e,t){if(e[0]>e[2]||t[0]>t[2])return t;let[n,r]=[Math.max(e[0],t[0]),Math.max(e[1],t[1])],[o,i]=[Math.min(e[2],t[2]),Math.min(e[3],t[3])];return n<=o&&r<=i?[n,r,o,i]:[t[0],t[1],t[0],t[1]]}function he(e,t){let n=360/2**(Math.floor(t)+1),[r,o,i,s]=e,u=[Math.floor(r/n),Math.floor(o/n),Math.ceil(i/n),Math.ceil(s/n)],[c,d,m,f]=u.map(l=>Number((l*n).toFixed(6)));return m-c>=360?[-180,Math.max(d,-90),180,Math.min(f,90)]:[D(c),Math.max(d,-90),D(m),Math.min(f,90)]}function D(e){return e>=-180&&e<=180?e:Number((((e+180)%360+360)%360-180).toFixed(6))}function $({best:e,low:t,high:n},r){if(n===0)return"";if(e!==void 0)return r(e);if(t!==void 0&&n!==void 0){let[o,i]=[r(t),r(n)];return o===i?o:`${o}–${i}`}return n!==void 0?`≤${r(n)}`:t?`${r(t)}+`:""}function z(e){let t=e.filter(o=>o>0).sort((o,i)=>o-i),n=[...new Set(t)];if(n.length<=5)return n.map(o=>({from:o,to:o}));let r=[];for(let o=0;o<5;o++){let i=r[o-1]?.to??0,s=t.filter(d=>d>i);if(s.length===0)break;let u=s[Math.max(0,Math.ceil(s.length/(5-o))-1)],c=[...new Set(s)];r.push({from:s[0],to:Math.min(u,c[Math.max(0,c.length-(5-o))])})}return r}function V(e,t){return t.findIndex(({from:n,to:r})=>e>=n&&e<=r)}function I(e){if(!(e>0))return 0;let t=10**Math.max(0,2-Math.floor(Math.log10(e)));return Math.round(e*t)/t}var j=85.0511287798066;function U(e){return e/360+.5}function q(e){let t=Math.sin(Math.min(Math.max(e,-j),j)*Math.PI/180);return .5-Math.log((1+t)/(1-t))/(4*Math.PI)}var K={light:{entries:["#cfd9e8","#a3b8d6","#7594c1","#4a6fa3","#23447a"],deaths:["#f4cfc9","#e6a09a","#d06a6b","#b13a49","#7f0f2b"]},dark:{entries:["#2a3b50","#35557a","#4c7aab","#7ba8d6","#bddcf8"],deaths:["#482a2d","#75353c","#a84a53","#d97a80","#f9bdbe"]}};function Z(e,t){return t<=1?[e[3]]:Array.from({length:t},(n,r)=>e[Math.round(r*(e.length-1)/(t-1))])}var M="http://www.w3.org/2000/svg",x=40;function J(e,t,n){let r=e.flatMap(({geometry:l})=>A(l)).map(H);if(r.length===0)return;let o=r.map(([l])=>l*n),i=r.map(([,l])=>l*n),[s,u]=[w(o)-x,-w(o.map(l=>-l))+x],[c,d]=[Math.max(w(i)-x,0),Math.min(-w(i.map(l=>-l))+x,n)],m=document.createElementNS(M,"svg");m.setAttribute("viewBox",[0,0,u-s,d-c].map(l=>l.toFixed(1)).join(" ")),m.setAttribute("preserveAspectRatio","none"),m.classList.add("density");let f=l=>{let[g,h]=H(l);return`${(g*n-s).toFixed(1)} ${(h*n-c).toFixed(1)}`};for(let l of[...e].sort((g,h)=>h.size-g.size))m.append(ge(l,t,f));return{svg:m,bounds:[X(s/n),Y(d/n),X(u/n),Y(c/n)]}}function ge({geometry:e,shade:t,title:n,size:r,press:o},i,s){let u;if(e.type==="Point"){u=document.createElementNS(M,"circle");let[d,m]=s(e.coordinates).split(" ");u.setAttribute("cx",d),u.setAttribute("cy",m),u.setAttribute("r",String(r/2))}else u=document.createElementNS(M,"path"),u.setAttribute("d",_(e).map(d=>`M${d.map(s).join("L")}Z`).join(""));u.setAttribute("fill",i[t]??"none");let c=document.createElementNS(M,"title");return c.textContent=n,u.append(c),u.addEventListener("click",o),u}function _(e){switch(e.type){case"Polygon":return e.coordinates;case"MultiPolygon":return e.coordinates.flat();case"GeometryCollection":return e.geometries.flatMap(_);default:return[]}}function A(e){return e.type==="Point"?[e.coordinates]:_(e).flat()}var H=([e,t])=>[U(e),q(t)],X=e=>(e-.5)*360,Y=e=>Math.atan(Math.sinh(Math.PI*(1-2*e)))*180/Math.PI;function w(e){return e.reduce((t,n)=>Math.min(t,n),1/0)}var Q={widest:46,narrowest:12},ee={light:"#c9c6bf",dark:"#4a5157"},re=1e5,be=5;function te(e){return document.querySelector(`.map-legend select[name=${e}]`)?.selectedOptions[0]?.text??""}function ye(e){if(!e.figures_unknown)return e.fatalities??e.fatalities_low??(e.fatalities_high===void 0?0:void 0)}function F(e,t){let n=t.startsWith("deaths")?ye(e):e.count;if(n!==void 0)return t.endsWith("rate")?e.population?I(n*re/e.population):void 0:n}function ne(e,t,n){let r=F(e,t);if(!t.startsWith("deaths")||r===0)return n(r);let o=i=>i===void 0||t==="deaths"?i:I(i*re/e.population);return $({best:o(e.fatalities),low:o(e.fatalities_low),high:o(e.fatalities_high)},n)}function xe({fatalities:e,fatalities_high:t},n){return n.startsWith("deaths")&&e===void 0&&t!==0}function oe(e,t){let{measure:n,lang:r,say:o,scheme:i}=t,s=e.features.map(({properties:a})=>F(a,n)),u=z(s.filter(a=>a!==void 0)),c=n.startsWith("deaths")?"deaths":"entries",d=[...Z(K[i][c],u.length),ee[i]],m=s.includes(void 0),f=Math.max(...s.map(a=>a??0),1),l=new Intl.DisplayNames(r,{type:"region"}),g=({id:a,properties:p})=>t.by==="country"?l.of(a)??a:p.name??"",h=a=>a.toLocaleString(r,{maximumSignificantDigits:n.endsWith("rate")?3:21}),P={measure:te("measure"),by:te("show")},se=a=>F(a,n)===void 0?o("density_unknown"):`${ne(a,n,h)} ${P.measure}`,ae=e.features.map((a,p)=>{let b=s[p];return{geometry:a.geometry,shade:b===void 0?u.length:V(b,u),title:[g(a),se(a.properties)].filter(Boolean).join(": "),size:Math.max(Q.narrowest,Q.widest*Math.sqrt((b??0)/f)),press:()=>t.approach(Me(a.geometry))}}),ue=t.by==="hexagon"||m?[]:e.features.map((a,p)=>({title:`${g(a)}: ${ne(a.properties,n,h)}`,value:s[p]??0})).filter(({value:a})=>a>0).sort((a,p)=>p.value-a.value).slice(0,be).map(({title:a})=>a),ce=ae.filter(({shade:a})=>a>=0),R=u.map(({from:a,to:p},b)=>({color:d[b],text:a===p?h(a):`${h(a)}–${h(p)}`}));m&&R.push({color:ee[i],text:o("density_unknown")});let y=[];return u.length===0&&y.push(o("density_nothing")),e.features.some(({properties:a},p)=>(s[p]??0)>0&&xe(a,n))&&y.push(o("density_least")),e.elsewhere>0&&y.push(o("density_elsewhere",{n:h(e.elsewhere),all:h(e.count)})),{picture:J(ce,d,t.world),legend:we(`${P.by} · ${P.measure}`,R,ue,y)}}function we(e,t,n,r){let o=(s,u,...c)=>{let d=document.createElement(s);return d.className=u,d.append(...c),d},i=o("div","",o("p","density-title",e));return i.append(o("ul","density-classes",...t.map(({color:s,text:u})=>{let c=o("span","");return c.style.background=s,o("li","",c,u)}))),n.length>0&&i.append(o("ol","density-most",...n.map(s=>o("li","",s)))),i.append(...r.map(s=>o("p","note",s))),i}function Me(e){let t=e.type==="Point"?.15:0,n=A(e),r=c=>n.reduce(([d,m],f)=>[Math.min(d,c(f)),Math.max(m,c(f))],[1/0,-1/0]),[o,i]=r(([c])=>c),[s,u]=r(([,c])=>c);return[o-t,s-t,i+t,u+t]}var S=class{constructor(t){this.parts=t;this.shown=""}async show({show:t,measure:n},r){if(!B(t)||r.filter.layers?.length===0){this.clear();return}let o=n==="deaths"||n==="entries_rate"||n==="deaths_rate"?n:"entries",{config:i,say:s,tell:u}=this.parts;if(!E(i,r.filter)){this.clear(),u(ie(s("density_whole")));return}let c=Se(i,t,r),d=`${c} ${o} ${this.parts.scheme()} ${r.zoom}`;if(d===this.shown)return;this.asked?.abort();let{signal:m}=this.asked=new AbortController;try{let f=await(await C(c,"application/geo+json",m)).json();if(m.aborted)return;this.shown=d,this.draw(f,t,o)}catch(f){if(m.aborted)return;console.error(f),this.clear(),u(ie(s("map_failed")))}}draw(t,n,r){let{map:o,approach:i,scheme:s,lang:u,say:c,overlay:d,tell:m}=this.parts,f=256*2**o.getZoom(),{picture:l,legend:g}=oe(t,{by:n,measure:r,lang:u,say:c,scheme:s(),world:f,approach:i});this.overlay?.remove(),this.overlay=l&&d(l.svg,l.bounds),m(g)}clear(){this.asked?.abort(),this.shown="",this.overlay?.remove(),this.overlay=void 0,this.parts.tell(void 0)}};function Se({url:e,zooms:t},n,r){if(!t)return W(`${e}&by=${n}`,r,!0);let o=t[n]?.filter(i=>i<=r.zoom).pop()??0;return e.replace("{by}",n).replace("{zoom}",String(o))}function ie(e){return Object.assign(document.createElement("p"),{textContent:e})}k(L);globalThis.incidentmapDensity=S;})();
